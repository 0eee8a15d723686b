//! The forms of texts and blocks: each function says what is wrong with one value, and nothing where it is right.

use super::Fault;
use crate::cidr::Cidr;
use crate::data::{regions, tls};

fn fault(message: impl Into<String>, help: impl Into<String>) -> Option<Fault> {
    Some((message.into(), help.into()))
}

/// The first character that `allowed` refuses.
fn first_bad(text: &str, allowed: fn(char) -> bool) -> Option<char> {
    text.chars().find(|character| !allowed(*character))
}

/// A region that AWS has.
pub(super) fn region(text: &str) -> Option<Fault> {
    if regions::find_region(text).is_some() {
        return None;
    }
    let zone = text.strip_suffix(|letter: char| letter.is_ascii_lowercase());
    let help = match (zone.and_then(regions::find_region), regions::nearest_region(text)) {
        (Some(region), _) => format!("`{text}` is a zone, write `region \"{}\"`", region.name),
        (None, Some(near)) => format!("did you mean `\"{near}\"`"),
        (None, None) => "write a region such as `\"us-east-1\"`".to_owned(),
    };
    fault(format!("there is no region `{text}`"), help)
}

/// A tag key that is not AWS's own.
pub(super) fn tag_key(text: &str) -> Option<Fault> {
    let rest =
        text.get(4..).filter(|_| text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")))?;
    let help = if rest.is_empty() { "use another key".to_owned() } else { format!("write `\"{rest}\"`") };
    fault(format!("tag key `{text}` is reserved, keys that begin with `aws:` are AWS's own"), help)
}

/// A tag key that is not one of those that say to whom a thing belongs.
pub(super) fn tag_key_owned(text: &str) -> Option<Fault> {
    let rest = text.strip_prefix("groundplan:")?;
    let help = if rest.is_empty() { "use another key".to_owned() } else { format!("write `\"{rest}\"`") };
    fault(format!("tag key `{text}` is Groundplan's own"), help)
}

/// The size of a VPC's block.
pub(super) fn vpc_size(cidr: Cidr) -> Option<Fault> {
    let help = |length| format!("write `\"{}\"`", Cidr::containing(cidr.first(), length));
    match cidr.length() {
        0..=15 => fault(
            format!("VPC block `{cidr}` is a /{}, AWS allows /16 to /28", cidr.length()),
            format!("{}, and secondary blocks for more", help(16)),
        ),
        16..=28 => None,
        _ => fault(format!("VPC block `{cidr}` is a /{}, AWS allows /16 to /28", cidr.length()), help(28)),
    }
}

/// The size of a subnet.
pub(super) fn subnet_size(cidr: Cidr) -> Option<Fault> {
    let length = cidr.length();
    if (16..=28).contains(&length) {
        return None;
    }
    fault(
        format!("subnet `{cidr}` is a /{length}, AWS allows /16 to /28"),
        format!("write `\"{}\"`", Cidr::containing(cidr.first(), length.clamp(16, 28))),
    )
}

/// Ranges that no VPC may have. Source: Amazon VPC user guide, "VPC CIDR blocks", 2026-09.
const FORBIDDEN_RANGES: [(Cidr, &str); 5] = [
    (Cidr::containing(0, 8), "the range 0.0.0.0/8 of this network"),
    (Cidr::containing(0x7f00_0000, 8), "the loopback range 127.0.0.0/8"),
    (Cidr::containing(0xa9fe_0000, 16), "the link-local range 169.254.0.0/16"),
    (Cidr::containing(0xe000_0000, 4), "the multicast range 224.0.0.0/4"),
    (Cidr::containing(0xf000_0000, 4), "the reserved range 240.0.0.0/4"),
];

/// The range of a VPC's block.
pub(super) fn vpc_range(cidr: Cidr) -> Option<Fault> {
    let (_, range) = FORBIDDEN_RANGES.iter().find(|(range, _)| range.overlaps(cidr))?;
    let help = "use a range of 10.0.0.0/8, such as `\"10.0.0.0/16\"`";
    fault(format!("VPC block `{cidr}` lies in {range}"), help)
}

/// A TLS policy of load balancers.
pub(super) fn tls_policy(text: &str) -> Option<Fault> {
    if tls::is_known(text) {
        return None;
    }
    let near = crate::closest::closest(text, tls::POLICIES.iter().map(|policy| policy.name));
    let help = match near {
        Some(near) => format!("did you mean `\"{near}\"`"),
        None => format!("write `\"{}\"`", tls::RECOMMENDED),
    };
    fault(format!("there is no TLS policy `{text}`"), help)
}

/// A name of a certificate: labels of letters, digits and inner hyphens, perhaps `*` as the whole first one.
pub(super) fn certificate_name(text: &str) -> Option<Fault> {
    let name = text.strip_prefix("*.").unwrap_or(text);
    let message = format!("`{text}` is not a name that a certificate can have");
    if name.contains('*') {
        return fault(message, "a `*` is the whole first label and nothing else, as in `\"*.example.com\"`");
    }
    if text.len() > 253 {
        return fault(
            format!("`{text}` has {} characters, a name has at most 253", text.len()),
            "shorten it",
        );
    }
    let labels: Vec<&str> = name.split('.').collect();
    let last = labels.last().copied().unwrap_or_default();
    if labels.len() < 2 || last.len() < 2 || !labels.iter().all(|label| is_label(label)) {
        return fault(message, "write a host name, as in `\"www.example.com\"`");
    }
    None
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// The first name of a certificate, which becomes its common name.
pub(super) fn certificate_first_name(text: &str) -> Option<Fault> {
    (text.len() > 64).then(|| {
        let message = format!("the first name has {} characters, the limit is 64", text.len());
        (message, "put a shorter name first".to_owned())
    })
}

/// The ARN of a certificate: `arn:aws:acm:{region}:{12 digits}:certificate/{uuid}`.
pub(super) fn certificate_arn(text: &str) -> Option<Fault> {
    let parts: Vec<&str> = text.split(':').collect();
    let right = match parts.as_slice() {
        ["arn", partition, "acm", region, account, certificate] => {
            matches!(*partition, "aws" | "aws-cn" | "aws-us-gov")
                && !region.is_empty()
                && account.len() == 12
                && account.bytes().all(|byte| byte.is_ascii_digit())
                && certificate.strip_prefix("certificate/").is_some_and(is_certificate_id)
        }
        _ => false,
    };
    if right {
        return None;
    }
    fault(format!("`{text}` is not a certificate ARN"), "paste the ARN of an issued certificate")
}

/// A UUID that is not all zeros.
fn is_certificate_id(id: &str) -> bool {
    let id = id.strip_prefix("mrk-").unwrap_or(id);
    let groups: Vec<&str> = id.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let hexadecimal = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let zeros = id.bytes().all(|byte| byte == b'0' || byte == b'-');
    (lengths == [8, 4, 4, 4, 12] || lengths == [32]) && hexadecimal && !zeros
}

/// The characters of a host in a rule.
pub(super) fn host_characters(text: &str) -> Option<Fault> {
    let bad = first_bad(text, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '*' | '?'))?;
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
    let bare = bare.split(['/', ':']).next().unwrap_or_default();
    let help = match bad {
        ':' | '/' if !bare.is_empty() => {
            format!("a host has no scheme, port or path, write `\"{bare}\"`")
        }
        _ => "a host has letters, digits, `-`, `.`, and the wildcards `*` and `?`".to_owned(),
    };
    fault(format!("host `{text}` contains `{bad}`"), help)
}

/// A host in a rule has a dot.
pub(super) fn host_dot(text: &str) -> Option<Fault> {
    if text.contains('.') {
        return None;
    }
    let help = if text == "*" {
        "write `_` for every host"
    } else {
        "write the whole name, as in `\"www.example.com\"`"
    };
    fault(format!("host `{text}` has no dot, so AWS refuses it"), help)
}

/// No label of a host in a rule is empty.
pub(super) fn host_labels(text: &str) -> Option<Fault> {
    if text.split('.').all(|label| !label.is_empty()) {
        return None;
    }
    let labels: Vec<&str> = text.split('.').filter(|label| !label.is_empty()).collect();
    fault(format!("host `{text}` has an empty label"), format!("write `\"{}\"`", labels.join(".")))
}

/// Behind the last dot of a host in a rule are letters only.
pub(super) fn host_last_label(text: &str) -> Option<Fault> {
    let (_, last) = text.rsplit_once('.')?;
    if last.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let message = format!("host `{text}` ends in `.{last}`, only letters may follow the last dot");
    fault(message, "route on a name, as in `\"www.example.com\"`")
}

/// The characters of a path pattern.
pub(super) fn path_characters(text: &str) -> Option<Fault> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.$/~\"'@:+&*?".contains(c);
    let bad = first_bad(text, allowed)?;
    let help = match text.split_once('?') {
        Some((path, query)) if bad == '=' && query.contains('=') => {
            format!("a pattern does not look at the query, write `\"{path}\"`")
        }
        _ => "remove it, or write `?` for any one character".to_owned(),
    };
    fault(format!("path pattern `{text}` contains `{bad}`"), help)
}

/// A path pattern that can match: every path begins with `/`.
pub(super) fn path_slash(text: &str) -> Option<Fault> {
    if text.starts_with(['/', '*', '?']) {
        return None;
    }
    let message = format!("path pattern `{text}` matches nothing, a path begins with `/`");
    fault(message, format!("write `\"/{text}\"`"))
}

/// A health check path begins with `/` and has no blanks.
pub(super) fn health_path(text: &str) -> Option<Fault> {
    if text.contains(char::is_whitespace) {
        return fault(format!("health check path `{text}` has a blank"), "write `%20` for a blank");
    }
    if text.starts_with('/') {
        return None;
    }
    fault(format!("health check path `{text}` does not begin with `/`"), format!("write `\"/{text}\"`"))
}

/// An image id: `ami-` and 8 or 17 hexadecimal digits in lower case.
pub(super) fn image_id(text: &str) -> Option<Fault> {
    let digits = text.strip_prefix("ami-").unwrap_or_default();
    let hexadecimal = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if hexadecimal && matches!(digits.len(), 8 | 17) {
        return None;
    }
    fault(format!("`{text}` is not an image id"), "paste `ami-` with all its 17 hexadecimal digits")
}

/// A release of Ubuntu: its year and month, which is April or October.
pub(super) fn ubuntu_release(text: &str) -> Option<Fault> {
    let is_year = |year: &str| year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
    if text.split_once('.').is_some_and(|(year, month)| is_year(year) && matches!(month, "04" | "10")) {
        return None;
    }
    fault(format!("there is no release `{text}` of Ubuntu"), "write `\"22.04\"` or `\"24.04\"`")
}

/// A release of Amazon Linux that is still published.
pub(super) fn amazon_linux_release(text: &str) -> Option<Fault> {
    if matches!(text, "2" | "2023") {
        return None;
    }
    fault(format!("there is no release `{text}` of Amazon Linux"), "write `\"2023\"`")
}

/// The name of an SSM parameter, perhaps with a version behind `:`, or its ARN.
pub(super) fn ssm_parameter(text: &str) -> Option<Fault> {
    if text.is_empty() {
        return fault("the SSM parameter has no name", "write it whole, as `\"/aws/service/…\"`");
    }
    if let Some(bad) = first_bad(text, |c| c.is_ascii_alphanumeric() || "_.-/:".contains(c)) {
        let help = "a name has letters, digits and `_.-/`";
        return fault(format!("SSM parameter `{text}` contains `{bad}`"), help);
    }
    if text.contains('/') && !text.starts_with(['/', ':']) && !text.starts_with("arn:") {
        let message = format!("SSM parameter `{text}` does not begin with `/`");
        return fault(message, format!("write `\"/{text}\"`"));
    }
    None
}

/// The name of a key pair.
pub(super) fn key_pair(text: &str) -> Option<Fault> {
    if text.trim().is_empty() {
        return fault("the key pair has no name", "write the name of one, or leave `key_pair` out");
    }
    if text.trim() != text {
        let help = format!("write `\"{}\"`", text.trim());
        return fault(format!("key pair `{text}` has a blank at its end"), help);
    }
    if let Some(bad) = first_bad(text, |c| c.is_ascii()) {
        return fault(format!("key pair `{text}` contains `{bad}`"), "a name has ASCII characters only");
    }
    let length = text.len();
    (length > 255)
        .then(|| (format!("key pair has {length} characters, the limit is 255"), "shorten it".into()))
}

/// The name of an instance profile; a role's ARN is told by a rule of its own.
pub(super) fn instance_profile(text: &str) -> Option<Fault> {
    if text.is_empty() {
        let help = "write the name of one, or leave `instance_profile` out";
        return fault("the instance profile has no name", help);
    }
    if text.starts_with("arn:") {
        let (_, name) = text.rsplit_once('/')?;
        let is_profile = text.contains(":instance-profile/");
        let help = format!("write its name, `\"{name}\"`");
        return is_profile.then(|| (format!("`{text}` is an ARN, and a machine takes a name"), help));
    }
    if let Some(bad) = first_bad(text, |c| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c)) {
        let help = "a name has letters, digits and `+=,.@_-`";
        return fault(format!("instance profile `{text}` contains `{bad}`"), help);
    }
    let length = text.len();
    let message = format!("instance profile has {length} characters, the limit is 128");
    (length > 128).then(|| (message, "shorten it".into()))
}
