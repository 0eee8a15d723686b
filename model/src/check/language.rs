//! The rules that whoever reads the source tells: names, and the form of what is written.
//!
//! They have no function here, since a topology holds only what was understood. Their records stand here so that
//! one table knows every rule, and so that accepts and `explain` do.

use super::{Entry, Phase};
use crate::diagnostic::{Rule, Severity};

/// Declares the rules and their table.
macro_rules! language_rules {
    ($($phase:ident $severity:ident $constant:ident $name:literal {
        checks: $checks:literal,
        why: $why:literal,
        fails: $fails:literal,
        instead: $instead:literal,
        source: $source:literal,
    })*) => {
        $(
            #[doc = $checks]
            pub static $constant: Rule = Rule {
                name: $name,
                severity: Severity::$severity,
                checks: $checks,
                why: $why,
                fails: $fails,
                instead: $instead,
                source: $source,
            };
        )*

        pub(super) static RULES: &[Entry] =
            &[$(Entry { rule: &$constant, phase: Phase::$phase, check: None },)*];
    };
}

language_rules! {
    Name Refused ACCEPT_WITHOUT_REASON "accept_without_reason" {
        checks: "An accept says why.",
        why: "Who reads the topology later has to know whether the reason still holds.",
        fails: "#[accept(burstable_unlimited_cost)] before a group",
        instead: "Add `reason = \"…\"`.",
        source: "Groundplan, severities of rules, 2026-11",
    }
    Shape Refused CIDR_HOST_BITS_SET "cidr_host_bits_set" {
        checks: "A CIDR block has no bits behind its prefix.",
        why: "AWS stores the block without them, so declaration and account would differ for ever, and the range is wider than it looks.",
        fails: "vpc main \"10.0.1.5/16\";",
        instead: "Write the block that the message gives, or `/32` for one host.",
        source: "Amazon VPC user guide, VPC CIDR blocks, 2026-09",
    }
    Shape Refused CIDR_LEADING_ZERO "cidr_leading_zero" {
        checks: "An octet of an address has no leading zero.",
        why: "Some tools read such an octet as octal, so two readers see two addresses.",
        fails: "vpc main \"10.01.0.0/16\";",
        instead: "Write the octet without the zero.",
        source: "Groundplan, network rules, 2026-11",
    }
    Shape Refused CIDR_MALFORMED "cidr_malformed" {
        checks: "A CIDR block is four decimal octets and a prefix length of 0 to 32.",
        why: "AWS refuses anything else: InvalidParameterValue.",
        fails: "vpc main \"10.0/16\";",
        instead: "Write all four octets, as `10.0.0.0/16`.",
        source: "Amazon EC2 API reference, CreateVpc, 2026-09",
    }
    Shape Refused CIDR_WITHOUT_PREFIX "cidr_without_prefix" {
        checks: "A CIDR block says its prefix length.",
        why: "AWS refuses an address where it takes a block: InvalidParameterValue.",
        fails: "\"203.0.113.7\" -> web: tcp 22;",
        instead: "Write `/32` behind the address of one host.",
        source: "Amazon EC2 API reference, IpRange, 2026-09",
    }
    Shape Refused CIDR_WRONG_FAMILY "cidr_wrong_family" {
        checks: "A CIDR block is one of IPv4.",
        why: "The topology declares IPv4 networks; an IPv6 block fits none of their fields.",
        fails: "vpc main \"2001:db8::/56\";",
        instead: "Write an IPv4 block.",
        source: "Amazon EC2 API reference, CreateVpc, 2026-09",
    }
    Name Refused DEFAULT_ACTION_MISSING "default_action_missing" {
        checks: "A listener says what happens when no arm matches.",
        why: "AWS refuses a listener without a default action, and a request that no arm matches needs an answer.",
        fails: "listen http 80 => match host { \"a.example.com\" => web };",
        instead: "End the `match` with `_ => respond 404`, or with the target of all other requests.",
        source: "Elastic Load Balancing API reference, CreateListener, 2026-09",
    }
    Name Refused DEFAULT_ACTION_NOT_LAST "default_action_not_last" {
        checks: "The arm `_` stands last.",
        why: "It takes every request that is left, so an arm behind it is never reached.",
        fails: "listen http 80 => match host { _ => web, \"api.example.com\" => api };",
        instead: "Move `_` to the end.",
        source: "Groundplan, grammar, 2026-11",
    }
    Name Refused EDGE_BETWEEN_NO_GROUPS "edge_between_no_groups" {
        checks: "At least one end of an arrow has a security group of the topology.",
        why: "A rule is written into a group; between two blocks of addresses there is none to write into.",
        fails: "internet -> \"10.0.0.0/16\": tcp 80;",
        instead: "Name a thing or a group at one end.",
        source: "Groundplan, what an arrow means, 2026-11",
    }
    Name Refused END_WITHOUT_GROUP "end_without_group" {
        checks: "A thing at the end of an arrow wears a security group of its own.",
        why: "A thing whose `groups:` leave out its own has none, and a rule for a shared group would open more than the arrow says.",
        fails: "web -> db: tcp 5432, where web says `groups: [shared]`",
        instead: "Name the group that it wears, or add its own name to `groups:`.",
        source: "Groundplan, what an arrow means, 2026-11",
    }
    Name Refused FAMILY_KEY_MISSING "family_key_missing" {
        checks: "Where two families meet, each key of the one is a key of the other.",
        why: "The member for a key goes with the other family's member for that key; without one there is nothing to go with.",
        fails: "nat_gateway out per zone in public, where public has keys a and b and a table over a, b and c routes to it",
        instead: "Give the family the missing key, or name one member, as `out.a`.",
        source: "Groundplan, families, 2026-11",
    }
    Name Refused FILE_UNREADABLE "file_unreadable" {
        checks: "A file that the topology names can be read.",
        why: "Its text is a part of what is deployed.",
        fails: "user_data: file \"missing.sh\"",
        instead: "Write the path relative to the source file.",
        source: "Groundplan, values, 2026-11",
    }
    Name Refused FORMER_NAME_TAKEN "former_name_taken" {
        checks: "A former name is borne by nothing else.",
        why: "What stood under the name would have to become two things.",
        fails: "#[was(web)] before a group, where `web` is still declared",
        instead: "Write the name that nothing bears any more.",
        source: "Groundplan, names, 2026-11",
    }
    Name Refused NAME_DECLARED_TWICE "name_declared_twice" {
        checks: "A name is declared once.",
        why: "All names of a topology share one space, so that a name alone says what is meant.",
        fails: "subnet public \"10.0.1.0/24\" in a; subnet public \"10.0.2.0/24\" in b;",
        instead: "Rename one of the two.",
        source: "Groundplan, names, 2026-11",
    }
    Name Refused NAME_OF_WRONG_KIND "name_of_wrong_kind" {
        checks: "A name stands where its kind may stand.",
        why: "A subnet is no target of a listener, and a group is no place for an instance.",
        fails: "load_balancer edge internal in main { … }, where main is a VPC",
        instead: "Name something of the kind that is due.",
        source: "Groundplan, names, 2026-11",
    }
    Name Refused NAME_RESERVED "name_reserved" {
        checks: "A declared name is no word of the language.",
        why: "A word with a meaning of its own could not be told from the name.",
        fails: "subnet zone \"10.0.1.0/24\" in a;",
        instead: "Choose another name.",
        source: "Groundplan, names, 2026-11",
    }
    Name Refused NAME_UNKNOWN "name_unknown" {
        checks: "A name is declared in the topology.",
        why: "Nothing else is known to it.",
        fails: "route_table to_internet on publik { … }",
        instead: "Write the name of a declaration, or declare it.",
        source: "Groundplan, names, 2026-11",
    }
    Last Lint NAME_UNUSED "name_unused" {
        checks: "A declared name is used.",
        why: "What nothing uses is a leftover, or the thing that should use it names another.",
        fails: "param web_host: Host;",
        instead: "Use it, or remove it.",
        source: "Groundplan, names, 2026-11",
    }
    Shape Refused PARAM_DEFAULT "param_default" {
        checks: "The default of a param is one of its values.",
        why: "It would be refused when it is used.",
        fails: "param web_count: Count 1..=4 = 9;",
        instead: "Write a default of the param's type.",
        source: "Groundplan, params, 2026-11",
    }
    Name Refused PARAM_FLAG_TAKEN "param_flag_taken" {
        checks: "A param has a name that no flag of the commands has.",
        why: "Each param is a flag of `plan` and `apply`; one flag cannot mean two things.",
        fails: "param wait: Count 1..=9 = 2;",
        instead: "Give it a longer name, as `wait_count`.",
        source: "Groundplan, the flags of the commands, 2026-11",
    }
    Shape Refused PARAM_TYPE "param_type" {
        checks: "A param has a type that exists.",
        why: "Its values are checked by it when they are given.",
        fails: "param web_host: Hostname;",
        instead: "Write `Host`, `Count 1..=4`, `Cidr`, `InstanceType one of [\"t3.small\"]`, `Bool`, `String` or `String matching r\"…\"`.",
        source: "Groundplan, params, 2026-11",
    }
    Shape Refused PORT_OUT_OF_RANGE "port_out_of_range" {
        checks: "A port is one of 0 to 65535.",
        why: "There are no others: InvalidParameterValue.",
        fails: "edge -> web: tcp 70000;",
        instead: "Write a port that exists.",
        source: "Amazon EC2 API reference, IpPermission, 2026-09",
    }
    Shape Refused PORT_RANGE_REVERSED "port_range_reversed" {
        checks: "A range of ports begins with the lower one.",
        why: "AWS refuses it: InvalidParameterValue.",
        fails: "edge -> web: tcp 9000..=8000;",
        instead: "Swap the two ends.",
        source: "Amazon EC2 API reference, IpPermission, 2026-09",
    }
    Name Refused PROPERTY_MISSING "property_missing" {
        checks: "A declaration says what AWS cannot work without.",
        why: "There is no safe value to take by default.",
        fails: "auto_scaling_group web in public { launch: machine }",
        instead: "Write the property that the message names.",
        source: "Groundplan, properties, 2026-11",
    }
    Name Refused PROPERTY_TWICE "property_twice" {
        checks: "A property is written once in a block.",
        why: "One of the two would be ignored.",
        fails: "size: { min: 1, min: 2, max: 4 }",
        instead: "Remove one.",
        source: "Groundplan, properties, 2026-11",
    }
    Name Refused PROPERTY_UNKNOWN "property_unknown" {
        checks: "A property is one that the block has.",
        why: "A misspelt property would be ignored, and its default taken.",
        fails: "health_check: { pathh: \"/up\" }",
        instead: "Write the property that is meant.",
        source: "Groundplan, properties, 2026-11",
    }
    Name Refused REGION_MISSING "region_missing" {
        checks: "A topology says its region.",
        why: "Zones, images and prices depend on it, and no thing exists outside one.",
        fails: "topology! { vpc main \"10.0.0.0/16\"; }",
        instead: "Write `region \"us-east-1\";`.",
        source: "Groundplan, grammar, 2026-11",
    }
    Name Refused STATEMENT_TWICE "statement_twice" {
        checks: "A statement about the whole topology stands once.",
        why: "One of the two would be ignored.",
        fails: "region \"us-east-1\"; region \"us-west-2\";",
        instead: "Remove one.",
        source: "Groundplan, grammar, 2026-11",
    }
    Name Refused SYNTAX "syntax" {
        checks: "What is written is a sentence of the language.",
        why: "What cannot be read has no meaning to check.",
        fails: "vpc \"10.0.0.0/16\" main;",
        instead: "Write it as the help shows, or as the grammar has it.",
        source: "Groundplan, grammar, 2026-11",
    }
    Shape Lint TEXT_WITHOUT_FORMAT "text_without_format" {
        checks: "A string that holds the name of a param, a value or a thing between braces is a `format`.",
        why: "Without `format` AWS and the machines get the braces and the name as they stand.",
        fails: "user_data: file \"web.sh\" { url: \"https://{web_host}\" }",
        instead: "Write `format` before the string; if the braces are meant, accept it with the reason.",
        source: "Groundplan, grammar, 2026-11",
    }
    Name Refused TOPOLOGY_UNNAMED "topology_unnamed" {
        checks: "A topology has a name.",
        why: "The name is the Rust type that stands for it, and the tag that marks what it owns.",
        fails: "topology! { region \"us-east-1\"; }",
        instead: "Begin with `topology Convive;`.",
        source: "Groundplan, grammar, 2026-11",
    }
    Shape Refused VALUE_TYPE "value_type" {
        checks: "A value is of the type that its place takes.",
        why: "Another one has no meaning there.",
        fails: "idle_timeout: \"60\"",
        instead: "Write a value of the type that the message names.",
        source: "Groundplan, values, 2026-11",
    }
}
