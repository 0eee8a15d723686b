//! Random topologies, as text, from a seed: the same seed, the same text.
//!
//! A draft is right by construction, as a careful person would write it; then, in one of four, one thing is spoiled.
//! What the checker says to a spoiled one is not known here: it may have been a thing that does not matter.

mod balancers;
mod machines;
mod network;
mod spoil;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use fastrand::Rng;

/// The kinds of statement that a topology can hold, by the words that begin them; arrows are `->`.
pub const STATEMENTS: &[&str] = &[
    "topology",
    "region",
    "zones",
    "enforce",
    "budget",
    "tags",
    "let",
    "param",
    "vpc",
    "subnet",
    "internet_gateway",
    "nat_gateway",
    "route_table",
    "gateway_endpoint",
    "security",
    "group",
    "->",
    "permit",
    "assert",
    "assert never",
    "certificate",
    "existing certificate",
    "load_balancer",
    "listen",
    "auto_scaling_group",
    "instance",
    "output",
];

/// The hosts of every generated certificate.
const CERTIFICATE_HOSTS: [&str; 2] = ["www.example.com", "*.example.com"];

/// A topology of this seed.
#[must_use]
pub fn generate(seed: u64) -> String {
    let mut draft = Draft::new(seed);
    draft.write_head();
    draft.write_vpc();
    draft.write_security();
    draft.write_certificate();
    draft.write_balancers();
    draft.write_machines();
    draft.write_proofs();
    let Draft { mut rng, text, .. } = draft;
    if rng.u8(..4) == 0 { spoil::spoil(&mut rng, &text) } else { text }
}

/// The folder of the scripts that generated topologies name.
#[must_use]
pub fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts")
}

/// The certificate that a generated topology takes for granted: its ARN and hosts.
#[must_use]
pub fn existing_certificate(text: &str) -> Option<(String, [&'static str; 2])> {
    let arn = text.split('"').find(|text| text.starts_with("arn:aws:acm:"))?;
    Some((arn.to_owned(), CERTIFICATE_HOSTS))
}

/// The kinds of statement that a generated text holds: each begins a line.
#[must_use]
pub fn statements_in(text: &str) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for line in text.lines() {
        let line = line.trim_start().trim_start_matches("pub ");
        let begins =
            |word: &&&str| line.strip_prefix(**word).is_some_and(|rest| rest.starts_with([' ', ';']));
        // `assert never` is no `assert`.
        found.extend(STATEMENTS.iter().filter(begins).max_by_key(|word| word.len()));
        if line.contains(" -> ") && line.ends_with(';') && !line.starts_with("assert") {
            found.insert("->");
        }
    }
    found
}

/// A service: machines that serve a port.
struct Service {
    name: &'static str,
    port: u16,
    health_port: Option<u16>,
    private: bool,
    /// One instance in each zone instead of a group.
    single: bool,
    /// The script that its machines run, if any.
    script: bool,
}

impl Service {
    /// What a balancer needs of it.
    fn ports(&self) -> String {
        match self.health_port {
            Some(health) => format!("tcp {}, tcp {health}", self.port),
            None => format!("tcp {}", self.port),
        }
    }

    fn place(&self) -> &'static str {
        if self.private { "private" } else { "public" }
    }
}

/// Where the certificate of an https listener comes from.
#[derive(Clone, Copy, PartialEq)]
enum Certificate {
    Declared,
    Existing,
}

/// What was decided before the first line was written.
struct Draft {
    rng: Rng,
    text: String,
    region: &'static str,
    zones: Vec<char>,
    /// The second number of the VPC's block.
    octet: u8,
    private: bool,
    nat_per_zone: bool,
    isolated: bool,
    endpoint: Option<&'static str>,
    services: Vec<Service>,
    internal: bool,
    https: Option<Certificate>,
    bastion: bool,
    shared_group: bool,
    params: bool,
}

impl Draft {
    fn new(seed: u64) -> Draft {
        let mut rng = Rng::with_seed(seed);
        let zones = if rng.u8(..4) == 0 { vec!['a', 'b', 'c'] } else { vec!['a', 'b'] };
        let private = rng.u8(..3) > 0;
        let names = ["web", "api", "jobs"];
        let services = (0..rng.usize(1..=names.len()))
            .map(|index| Service {
                name: names[index],
                port: [3000, 8080, 9000][index],
                health_port: (rng.u8(..4) == 0).then_some([3001, 8081, 9001][index]),
                private: private && rng.u8(..3) > 0,
                single: index > 0 && rng.u8(..3) == 0,
                script: rng.bool(),
            })
            .collect();
        let https = match rng.u8(..4) {
            0 | 1 => Some(Certificate::Declared),
            2 => Some(Certificate::Existing),
            _ => None,
        };
        Draft {
            region: ["us-east-1", "us-west-2", "eu-central-1", "eu-west-1"][rng.usize(..4)],
            octet: rng.u8(1..=200),
            nat_per_zone: rng.bool(),
            isolated: rng.u8(..3) == 0,
            endpoint: [None, Some("s3"), Some("dynamodb")][rng.usize(..3)],
            internal: rng.u8(..2) == 0,
            bastion: rng.u8(..3) == 0,
            shared_group: rng.u8(..3) == 0,
            params: rng.bool(),
            text: String::new(),
            zones,
            private,
            services,
            https,
            rng,
        }
    }

    fn line(&mut self, line: impl AsRef<str>) {
        let _ = writeln!(self.text, "{}", line.as_ref());
    }

    /// Whether something happens that does so once in so many times.
    fn chance(&mut self, one_in: u8) -> bool {
        self.rng.u8(..one_in) == 0
    }

    fn one_of(&mut self, choices: &[&'static str]) -> &'static str {
        choices[self.rng.usize(..choices.len())]
    }

    /// The services behind the internet-facing balancer; the last one is behind the internal one, where there is one.
    fn faced(&self) -> &[Service] {
        let count = self.services.len();
        &self.services[..if self.inner().is_some() { count - 1 } else { count }]
    }

    /// The service behind the internal balancer.
    fn inner(&self) -> Option<&Service> {
        self.services.last().filter(|_| self.internal && self.services.len() > 1)
    }

    fn host(&self) -> &'static str {
        if self.params { "site_host" } else { "\"www.example.com\"" }
    }

    fn write_head(&mut self) {
        self.line("/// A generated topology.");
        self.line("pub topology Generated;");
        self.line(format!("region \"{}\";", self.region));
        let zones: Vec<String> = self.zones.iter().map(char::to_string).collect();
        self.line(format!("zones {};", zones.join(", ")));
        if self.chance(3) {
            self.line("enforce groundplan::policy::AWS_DEFAULTS;");
        }
        if self.chance(3) {
            self.line("budget { instances: 40, vcpus: 160 }");
        }
        if self.chance(2) {
            self.line("tags { Project: \"generated\", Stage: \"test\" }");
        }
        if self.params {
            self.line("/// The host of the site.");
            self.line("param site_host: Host = \"www.example.com\";");
            self.line("param count: Count 1..=3 = 2;");
            if self.bastion {
                self.line("param office: Cidr = \"203.0.113.0/24\";");
            }
            self.line("param machine_type: InstanceType one of [\"t3.micro\", \"t3.small\"] = \"t3.micro\";");
            self.line("param greeting: String matching r\"[a-z ]+\" = \"hello\";");
            self.line("param loud: Bool = no;");
        }
        let instance_type = if self.params { "machine_type" } else { "\"t3.micro\"" };
        let volume = self.one_of(&["gp3 8 GiB", "gp2 20 GiB", "gp3 100 GiB"]);
        let image = self.one_of(&["ubuntu \"22.04\" x86_64", "amazon_linux \"2023\" x86_64"]);
        self.line(format!(
            "let machine = {{ instance_type: {instance_type}, ami: {image}, root_volume: {volume} }};"
        ));
    }

    fn write_certificate(&mut self) {
        let host = self.host();
        match self.https {
            Some(Certificate::Declared) => {
                self.line(format!("certificate site for [{host}, \"*.example.com\"];"))
            }
            Some(Certificate::Existing) => {
                let [first, second] = CERTIFICATE_HOSTS;
                self.line(format!(
                    "existing certificate site for [\"{first}\", \"{second}\"] by arn \"arn:aws:acm:{}:111122223333:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0\";",
                    self.region
                ));
            }
            None => {}
        }
    }

    fn write_proofs(&mut self) {
        let (first, port) = (self.services[0].name, self.services[0].port);
        if self.chance(2) {
            self.line(format!("assert edge -> {first}: tcp {port};"));
        }
        if self.chance(2) {
            self.line(format!("assert {first} -> internet: tcp 443;"));
        }
        if self.chance(2) {
            self.line(format!("assert never internet -> {first}: tcp {port};"));
        }
        if self.services.len() > 1 && self.chance(2) {
            let last = self.services[self.services.len() - 1].name;
            self.line(format!("assert never {last} -> {first}: tcp 25;"));
        }
        self.line("output address = edge.dns_name;");
        if self.chance(2) {
            self.line("output subnets = public.id;");
        }
        if self.bastion {
            self.line("output bastion_address = bastion.public_address;");
        }
        if self.params {
            self.line("output greeting_text = format \"{greeting} from {site_host}\";");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_text() {
        assert_eq!(generate(7), generate(7));
        assert_ne!(generate(7), generate(8));
    }

    #[test]
    fn statements_are_found_by_the_words_that_begin_them() {
        let found =
            statements_in("pub topology A;\nregion \"x\";\n  web -> api: tcp 1;\nassert never a -> b;");
        assert_eq!(found, BTreeSet::from(["topology", "region", "->", "assert never"]));
    }
}
