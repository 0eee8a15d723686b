//! A writer of XML: elements, lists, escaping. The name of a list's elements is the protocol's.

use std::fmt::Display;

use super::Protocol;

/// The body of an XML answer while it is written.
#[derive(Debug, Clone)]
pub(crate) struct Xml {
    out: String,
    element_of_list: &'static str,
}

impl Xml {
    pub(crate) fn new(protocol: Protocol) -> Self {
        Self {
            out: String::new(),
            element_of_list: if protocol == Protocol::Query { "member" } else { "item" },
        }
    }

    /// `<name>value</name>`
    pub(crate) fn text(&mut self, name: &str, value: impl Display) {
        self.tag("<", name);
        self.escape(&value.to_string());
        self.tag("</", name);
    }

    /// The same if there is a value, otherwise nothing.
    pub(crate) fn optional(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    /// `<name>` … `</name>`
    pub(crate) fn element(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.tag("<", name);
        inside(self);
        self.tag("</", name);
    }

    /// `<name><item>…</item><item>…</item></name>`, one for each of `rows`.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        rows: impl IntoIterator<Item = T>,
        mut row: impl FnMut(&mut Self, T),
    ) {
        let element = self.element_of_list;
        self.element(name, |xml| {
            for value in rows {
                xml.element(element, |xml| row(xml, value));
            }
        });
    }

    /// A list of plain values.
    pub(crate) fn texts(&mut self, name: &str, values: impl IntoIterator<Item = impl Display>) {
        let element = self.element_of_list;
        self.element(name, |xml| values.into_iter().for_each(|value| xml.text(element, value)));
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    fn tag(&mut self, open: &str, name: &str) {
        self.out.push_str(open);
        self.out.push_str(name);
        self.out.push('>');
    }

    fn escape(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\r' => self.out.push_str("&#13;"),
                other => self.out.push(other),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_lists_take_the_protocols_element() {
        let write = |protocol| {
            let mut xml = Xml::new(protocol);
            xml.element("a", |xml| xml.text("b", "<&>"));
            xml.texts("c", ["1", "2"]);
            xml.finish()
        };
        assert_eq!(write(Protocol::Ec2), "<a><b>&lt;&amp;&gt;</b></a><c><item>1</item><item>2</item></c>");
        assert!(write(Protocol::Query).ends_with("<c><member>1</member><member>2</member></c>"));
    }
}
