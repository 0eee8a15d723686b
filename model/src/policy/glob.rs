//! Patterns of names with `*` for one part, evaluated by the compiler.

/// Whether the name is of the pattern: `*` stands for any characters but a dot.
pub(super) const fn matches(pattern: &str, name: &str) -> bool {
    rest_matches(pattern.as_bytes(), 0, name.as_bytes(), 0)
}

const fn rest_matches(pattern: &[u8], p: usize, name: &[u8], n: usize) -> bool {
    if p == pattern.len() {
        return n == name.len();
    }
    if pattern[p] != b'*' {
        return n < name.len() && name[n] == pattern[p] && rest_matches(pattern, p + 1, name, n + 1);
    }
    let mut end = n;
    loop {
        if rest_matches(pattern, p + 1, name, end) {
            return true;
        }
        if end == name.len() || name[end] == b'.' {
            return false;
        }
        end += 1;
    }
}

/// Whether one of the patterns is of the name.
pub(super) const fn any_matches(patterns: &[&str], name: &str) -> bool {
    let mut index = 0;
    while index < patterns.len() {
        if matches(patterns[index], name) {
            return true;
        }
        index += 1;
    }
    false
}

/// Whether two texts are the same.
pub(super) const fn equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Whether the text is in the list.
pub(super) const fn contains(list: &[&str], text: &str) -> bool {
    let mut index = 0;
    while index < list.len() {
        if equal(list[index], text) {
            return true;
        }
        index += 1;
    }
    false
}

/// Whether one of the lines of `lines` is the text.
pub(super) const fn has_line(lines: &str, text: &str) -> bool {
    let (lines, text) = (lines.as_bytes(), text.as_bytes());
    let mut start = 0;
    while start < lines.len() {
        let mut end = start;
        let mut same = true;
        while end < lines.len() && lines[end] != b'\n' {
            same = same && end - start < text.len() && lines[end] == text[end - start];
            end += 1;
        }
        if same && end - start == text.len() {
            return true;
        }
        start = end + 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_one_part_of_the_name() {
        for (pattern, name, right) in [
            ("t3.*", "t3.small", true),
            ("t3.*", "t3a.small", false),
            ("*.large", "t3.large", true),
            ("*.large", "t3.xlarge", false),
            ("*.large", "m5.2xlarge", false),
            ("m7*.*", "m7g.medium", true),
            ("*", "t3.small", false),
            ("t3.small", "t3.small", true),
            ("t3.small", "t3.smal", false),
            ("*.metal*", "m5.metal-24xl", true),
        ] {
            assert_eq!(matches(pattern, name), right, "{pattern} {name}");
        }
        assert!(any_matches(&["t3.*", "m7g.*"], "m7g.large"));
        assert!(!any_matches(&[], "m7g.large"));
    }

    #[test]
    fn a_line_is_the_whole_line() {
        assert!(has_line("Project\nOwner\n", "Owner"));
        assert!(has_line("Project\nOwner", "Owner"));
        assert!(!has_line("Project\nOwners\n", "Owner"));
        assert!(!has_line("Project\nOwn\n", "Owner"));
        assert!(!has_line("", "Owner"));
    }
}
