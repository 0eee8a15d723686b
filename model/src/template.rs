//! `{{ name }}` in user data: where it stands, and the text with values in place of it.
//!
//! A placeholder is a name between double braces, with or without blanks. Everything else stays as it is: `${…}` is
//! the shell's, and `{{.Name}}` or `{{json .}}` are those of programs that the script calls. A value is not looked
//! through again.

/// A placeholder in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholder<'t> {
    /// The name.
    pub name: &'t str,
    /// Where its first brace stands, in bytes.
    pub start: usize,
    /// Where the text goes on behind it, in bytes.
    pub end: usize,
}

/// The placeholders of a text, in order.
pub fn placeholders(text: &str) -> impl Iterator<Item = Placeholder<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find("{{")?;
            let inside = &text[start + 2..];
            let Some(length) = inside.find("}}") else {
                from = text.len();
                return None;
            };
            let name = inside[..length].trim_matches([' ', '\t']);
            if is_name(name) {
                from = start + 2 + length + 2;
                return Some(Placeholder { name, start, end: from });
            }
            from = start + 1;
        }
    })
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The text with the value of each placeholder in its place.
///
/// # Errors
///
/// The name of the first placeholder for which `value` has none.
pub fn render(text: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut rendered = String::with_capacity(text.len());
    let mut from = 0;
    for placeholder in placeholders(text) {
        rendered.push_str(&text[from..placeholder.start]);
        rendered.push_str(&value(placeholder.name).ok_or(placeholder.name)?);
        from = placeholder.end;
    }
    rendered.push_str(&text[from..]);
    Ok(rendered)
}

/// The number of the line, from 1, on which the byte stands.
#[must_use]
pub fn line_of(text: &str, byte: usize) -> usize {
    text[..byte].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        placeholders(text).map(|placeholder| placeholder.name).collect()
    }

    #[test]
    fn a_name_between_double_braces_is_a_placeholder() {
        assert_eq!(names("{{ port }} {{host}} {{\tregion }}"), ["port", "host", "region"]);
    }

    #[test]
    fn what_belongs_to_the_shell_and_to_other_programs_stays() {
        let text = "${HOME} {{.Names}} {{json .}} {{ }} {{1}} { { a } } {{ a";
        assert_eq!(names(text), Vec::<&str>::new());
        assert_eq!(render(text, |_| None).as_deref(), Ok(text));
        assert_eq!(names("{{{ port }}}"), ["port"]);
    }

    #[test]
    fn values_stand_in_the_text_and_are_not_looked_through() {
        let value = |name: &str| (name == "a").then(|| "{{ b }}".to_owned());
        assert_eq!(render("x{{ a }}y{{a}}", value).as_deref(), Ok("x{{ b }}y{{ b }}"));
        assert_eq!(render("{{ a }}{{ c }}", value), Err("c".to_owned()));
    }

    #[test]
    fn lines_are_counted_from_one() {
        assert_eq!(line_of("a\nb\nc", 0), 1);
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}
