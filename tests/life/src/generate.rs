//! Random topologies, as text, from a seed.
//!
//! A draft is right by construction, as a careful person would write it; then, for one in four, one thing is spoiled.
//! What the checker says to a spoiled one is not known here: it may have been a thing that does not matter.

use std::fmt::Write as _;

use fastrand::Rng;

/// The kinds of statement that a topology can hold, by the words that begin them.
pub const STATEMENTS: &[&str] = &[
    "region", "zones", "enforce", "budget", "tags", "let", "param", "vpc", "subnet", "internet_gateway", "nat_gateway",
    "route_table", "gateway_endpoint", "security", "group", "permit", "assert", "assert never", "certificate",
    "existing certificate", "load_balancer", "listen", "auto_scaling_group", "instance", "output",
];

/// A topology of this seed.
#[must_use]
pub fn generate(seed: u64) -> String {
    let mut draft = Draft::new(seed);
    draft.write();
    if draft.rng.u8(..4) == 0 { spoil(&mut draft.rng, &draft.text) } else { draft.text }
}

/// A machine that something serves on.
struct Service {
    name: &'static str,
    port: u16,
    health_port: Option<u16>,
    private: bool,
    single: bool,
}

struct Draft {
    rng: Rng,
    text: String,
    region: &'static str,
    zones: Vec<char>,
    second_octet: u8,
    private: bool,
    nat_per_zone: bool,
    services: Vec<Service>,
    internal: bool,
    https: Option<Certificate>,
    bastion: bool,
    shared_group: bool,
    params: bool,
}

/// Where the certificate of an https listener comes from.
#[derive(Clone, Copy, PartialEq)]
enum Certificate {
    Declared,
    Existing,
}

impl Draft {
    fn new(seed: u64) -> Draft {
        let mut rng = Rng::with_seed(seed);
        let zones = if rng.u8(..4) == 0 { vec!['a', 'b', 'c'] } else { vec!['a', 'b'] };
        let private = rng.bool();
        let names = ["web", "api", "jobs", "search"];
        let services = (0..rng.usize(1..=3))
            .map(|index| Service {
                name: names[index],
                port: [3000, 8080, 9000, 5000][index],
                health_port: (rng.u8(..4) == 0).then_some(9100 + index as u16),
                private: private && rng.u8(..3) > 0,
                single: index > 0 && rng.u8(..3) == 0,
            })
            .collect();
        let https = match rng.u8(..4) {
            0 => Some(Certificate::Declared),
            1 => Some(Certificate::Existing),
            _ => None,
        };
        Draft {
            region: ["us-east-1", "us-west-2", "eu-central-1", "eu-west-1"][rng.usize(..4)],
            second_octet: rng.u8(1..=200),
            nat_per_zone: rng.bool(),
            internal: rng.u8(..3) == 0,
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

    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
    }

    fn chance(&mut self, one_in: u8) -> bool {
        self.rng.u8(..one_in) == 0
    }

    fn write(&mut self) {
        self.write_head();
        self.write_vpc();
        self.write_security();
        self.write_certificate();
        self.write_balancers();
        self.write_machines();
        self.write_proofs();
    }

    fn write_head(&mut self) {
        self.line("/// A generated topology.");
        self.line("pub topology Generated;");
        self.line(&format!("region \"{}\";", self.region));
        let zones: Vec<String> = self.zones.iter().map(char::to_string).collect();
        self.line(&format!("zones {};", zones.join(", ")));
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
            self.line("param office: Cidr = \"203.0.113.0/24\";");
            self.line("param machine_type: InstanceType one of [\"t3.micro\", \"t3.small\"] = \"t3.micro\";");
            self.line("param greeting: String matching r\"[a-z ]+\" = \"hello\";");
        }
        let ty = if self.params { "machine_type" } else { "\"t3.micro\"" };
        let volume = ["gp3 8 GiB", "gp2 20 GiB", "gp3 100 GiB"][self.rng.usize(..3)];
        let ami = ["ubuntu \"22.04\" x86_64", "amazon_linux \"2023\" x86_64"][self.rng.usize(..2)];
        self.line(&format!("let machine = {{ instance_type: {ty}, ami: {ami}, root_volume: {volume} }};"));
    }

    fn block(&self, third: u8) -> String {
        format!("\"10.{}.{third}.0/24\"", self.second_octet)
    }

    fn keys(&self, first: u8) -> String {
        let keys = self.zones.iter().enumerate();
        let keys: Vec<String> = keys.map(|(i, zone)| format!("{zone}: {}", self.block(first + i as u8))).collect();
        format!("{{ {} }}", keys.join(", "))
    }

    fn write_vpc(&mut self) {
        let octet = self.second_octet;
        let with = match self.rng.u8(..4) {
            0 => " with { dns_hostnames: yes }".to_string(),
            1 => format!(" with {{ secondary: [\"10.{}.0.0/16\"] }}", octet + 20),
            _ => String::new(),
        };
        self.line(&format!("vpc main \"10.{octet}.0.0/16\"{with} {{"));
        let public = self.keys(1);
        self.line(&format!("    subnet public per zone with {{ public_addresses: yes }} {public}"));
        self.line("    internet_gateway gate;");
        self.line("    route_table to_internet on public { \"0.0.0.0/0\" -> gate; }");
        let mut tables = vec!["to_internet"];
        if self.private {
            let private = self.keys(11);
            self.line(&format!("    subnet private per zone {private}"));
            if self.nat_per_zone {
                self.line("    nat_gateway out per zone in public;");
                self.line("    route_table to_nat per zone on private { \"0.0.0.0/0\" -> out; }");
            } else {
                self.line("    #[accept(nat_single_zone, route_zone_crossing, reason = \"one is cheaper\")]");
                self.line("    nat_gateway out in public.a;");
                self.line("    #[accept(nat_single_zone, route_zone_crossing, reason = \"one is cheaper\")]");
                self.line("    route_table to_nat on private { \"0.0.0.0/0\" -> out; }");
            }
            tables.push("to_nat");
        }
        if self.chance(3) {
            let ops = self.block(21);
            self.line(&format!("    subnet ops {ops} in b;"));
            self.line("    route_table isolated on ops;");
        }
        if self.chance(2) {
            let service = ["s3", "dynamodb"][self.rng.usize(..2)];
            self.line(&format!("    gateway_endpoint store \"{service}\" on [{}];", tables.join(", ")));
        }
        self.line("}");
    }

    fn write_security(&mut self) {
        self.line("security {");
        let names: Vec<&str> = self.services.iter().map(|service| service.name).collect();
        if self.shared_group {
            self.line("    group shared;");
            self.line("    shared -> internet: tcp 443;");
        }
        self.line(match self.https {
            Some(_) => "    internet -> edge: tcp 80, tcp 443;",
            None => "    internet -> edge: tcp 80;",
        });
        let lines: Vec<String> = (self.services.iter())
            .map(|service| {
                let health = service.health_port.map(|port| format!(", tcp {port}")).unwrap_or_default();
                format!("    edge -> {}: tcp {}{health};", service.name, service.port)
            })
            .collect();
        lines.iter().for_each(|line| self.line(line));
        if self.internal {
            self.line("    main -> inner: tcp 8081;");
            let first = &self.services[0];
            let health = first.health_port.map(|port| format!(", tcp {port}")).unwrap_or_default();
            let line = format!("    inner -> {}: tcp {}{health};", first.name, first.port);
            self.line(&line);
        }
        if self.bastion {
            self.line(if self.params { "    office -> bastion: tcp 22;" } else { "    \"203.0.113.0/24\" -> bastion: tcp 22;" });
            self.line(&format!("    bastion -> [{}]: tcp 22;", names.join(", ")));
        }
        if self.chance(2) {
            self.line(&format!("    permit [{}] -> internet: all;", names.join(", ")));
        } else {
            self.line(&format!("    [{}] -> internet: tcp 443, udp 123;", names.join(", ")));
        }
        if names.len() > 1 && self.chance(2) {
            self.line(&format!("    {} -> {}: tcp 7000..=7010, icmp;", names[0], names[1]));
        }
        self.line("}");
    }

    fn host(&self) -> &'static str {
        if self.params { "site_host" } else { "\"www.example.com\"" }
    }

    fn write_certificate(&mut self) {
        let host = self.host();
        match self.https {
            Some(Certificate::Declared) => {
                self.line(&format!("certificate site for [{host}, \"*.example.com\"];"));
            }
            Some(Certificate::Existing) => {
                let arn = format!(
                    "arn:aws:acm:{}:111122223333:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0",
                    self.region
                );
                self.line(&format!("existing certificate site for [{host}, \"*.example.com\"] by arn \"{arn}\";"));
            }
            None => {}
        }
    }

    fn write_balancers(&mut self) {
        let with = if self.chance(3) { " with { idle_timeout: 120 s }" } else { "" };
        self.line(&format!("load_balancer edge internet_facing in public{with} {{"));
        let (first, rest) = (self.services[0].name, self.services[1..].iter().map(|service| service.name));
        let rest: Vec<&str> = rest.collect();
        let mut arms = format!("        {} => {first},\n", self.host());
        for (index, name) in rest.iter().enumerate() {
            let _ = match index {
                0 => writeln!(arms, "        \"api.example.com\" | \"v1.example.com\" => {name},"),
                _ => writeln!(arms, "        \"{name}.example.com\" if path \"/v1/*\" | \"/v2/*\" => {name},"),
            };
        }
        let default = if self.https.is_some() { "redirect 302 https 443" } else { "respond 404" };
        if self.https.is_some() {
            self.line("    listen http 80 => redirect 301 https 443;");
            let default = if self.chance(2) { "respond 404" } else { "respond 503" };
            let text = format!(
                "    listen https 443 with {{ certificates: [site], ssl_policy: \"ELBSecurityPolicy-TLS13-1-2-2021-06\" }} => match host {{\n{arms}        _ => {default},\n    }};"
            );
            self.line(&text);
        } else {
            self.line(&format!("    listen http 80 => match host {{\n{arms}        _ => {default},\n    }};"));
        }
        self.line("}");
        if self.internal {
            let placed = if self.private { "private" } else { "public" };
            self.line(&format!("load_balancer inner internal in {placed} {{"));
            self.line("    listen http 8081 => match path {");
            self.line("        \"/internal/*\" => respond 403,");
            self.line("        _ => respond 200,");
            self.line("    };");
            self.line("}");
        }
    }

    fn write_machines(&mut self) {
        for index in 0..self.services.len() {
            self.write_service(index);
        }
        if self.bastion {
            self.line("instance bastion in public.a { launch: { ..machine, instance_type: \"t3.nano\", public_address: yes, metadata_hop_limit: 1 } }");
        }
    }

    fn write_service(&mut self, index: usize) {
        let (grace, stickiness, codes) = (self.rng.u32(10..=60) * 10, self.chance(3), self.chance(3));
        let service = &self.services[index];
        let placed = if service.private { "private" } else { "public" };
        let mut health = vec!["path: \"/up\"".to_string()];
        if let Some(port) = service.health_port {
            health.push(format!("port: {port}"));
        }
        if codes {
            health.push("codes: 200..=299, interval: 15 s, timeout: 5 s, healthy: 3, unhealthy: 2".to_string());
        }
        let sticky = if stickiness { ", stickiness: 1 h" } else { "" };
        let target = format!(
            "target: http {} {{ health_check: {{ {} }}, deregistration_delay: 30 s{sticky} }}",
            service.port,
            health.join(", ")
        );
        let groups = match self.shared_group {
            true => format!("groups: [{}, shared], ", service.name),
            false => String::new(),
        };
        let (name, launch) = (service.name, "launch: { ..machine }");
        let text = if service.single {
            format!("instance {name} per zone in {placed} {{ {groups}{launch}, {target} }}")
        } else {
            let desired = if self.params { "count" } else { "2" };
            let scaling = if index == 0 { "scaling: cpu 60%, instance_warmup: 60 s, " } else { "" };
            format!(
                "auto_scaling_group {name} in {placed} {{ {groups}{launch}, size: {{ min: 1, desired: {desired}, max: 3 }}, {scaling}health_check: load_balancer {{ grace: {grace} s }}, {target} }}"
            )
        };
        self.line(&text);
    }

    fn write_proofs(&mut self) {
        let (first, single) = (self.services[0].name, self.services[0].port);
        if self.chance(2) {
            self.line(&format!("assert edge -> {first}: tcp {single};"));
        }
        if self.chance(2) {
            self.line(&format!("assert never internet -> {first}: tcp {single};"));
        }
        self.line("output address = edge.dns_name;");
        if self.chance(2) {
            self.line("output subnets = public.id;");
        }
        if self.params {
            self.line("output greeting_text = format \"{greeting} from {site_host}\";");
        }
    }
}

/// Changes one thing of a right topology: a number, a name, a line.
fn spoil(rng: &mut Rng, text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    match rng.u8(..4) {
        0 => {
            let gone = rng.usize(5..lines.len());
            lines.iter().enumerate().filter(|(index, _)| *index != gone).map(|(_, line)| format!("{line}\n")).collect()
        }
        1 => text.replacen("tcp 80", "tcp 81", 1),
        2 => text.replacen(".2.0/24", ".1.0/24", 1),
        _ => text.replacen("on public", "on ops", 1),
    }
}
