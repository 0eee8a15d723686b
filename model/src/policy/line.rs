//! Text that grows while the compiler evaluates: a buffer of fixed size.
//!
//! What does not fit is cut at a character and ends in `…`.

const SIZE: usize = 1024;
const ELLIPSIS: &str = "…";

/// A text of at most a kibibyte that a `const fn` can put together.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    bytes: [u8; SIZE],
    length: usize,
    full: bool,
}

impl Default for Line {
    fn default() -> Line {
        Line::new()
    }
}

impl Line {
    /// No text.
    #[must_use]
    pub const fn new() -> Line {
        Line { bytes: [0; SIZE], length: 0, full: false }
    }

    /// A text.
    #[must_use]
    pub const fn of(text: &str) -> Line {
        Line::new().text(text)
    }

    /// With a text behind it.
    #[must_use]
    pub const fn text(mut self, text: &str) -> Line {
        if self.full {
            return self;
        }
        if self.length + text.len() <= SIZE - ELLIPSIS.len() {
            self.copy(text.as_bytes(), text.len());
            return self;
        }
        let mut end = SIZE - ELLIPSIS.len() - self.length;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.copy(text.as_bytes(), end);
        self.copy(ELLIPSIS.as_bytes(), ELLIPSIS.len());
        self.full = true;
        self
    }

    const fn copy(&mut self, bytes: &[u8], count: usize) {
        let mut index = 0;
        while index < count {
            self.bytes[self.length] = bytes[index];
            self.length += 1;
            index += 1;
        }
    }

    /// With a number behind it.
    #[must_use]
    pub const fn number(self, number: u32) -> Line {
        let line = if number >= 10 { self.number(number / 10) } else { self };
        let digit = [b'0' + (number % 10) as u8];
        match str::from_utf8(&digit) {
            Ok(digit) => line.text(digit),
            Err(_) => line,
        }
    }

    /// With the items of a list behind it, each in backticks: `` `a`, `b` ``.
    #[must_use]
    pub const fn list(mut self, items: &[&str]) -> Line {
        let mut index = 0;
        while index < items.len() {
            self = self.text(if index == 0 { "`" } else { ", `" }).text(items[index]).text("`");
            index += 1;
        }
        self
    }

    /// The text.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.length);
        match str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "groundplan bug: a message was cut inside a character",
        }
    }

    /// Whether there is no text.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_numbers_and_lists_join() {
        let line =
            Line::of("at most ").number(0).text(" or ").number(4_294_967_295).text(": ").list(&["a", "b"]);
        assert_eq!(line.as_str(), "at most 0 or 4294967295: `a`, `b`");
    }

    #[test]
    fn what_is_too_long_is_cut_at_a_character() {
        let line = Line::of("x").text(&"é".repeat(600)).text("never seen");
        assert!(line.as_str().len() <= SIZE);
        assert!(line.as_str().ends_with("é…"), "{}", line.as_str());
    }
}
