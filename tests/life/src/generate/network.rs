//! The VPC and who may speak to whom in it.

use super::Draft;

impl Draft {
    fn block(&self, third: u8) -> String {
        format!("\"10.{}.{third}.0/24\"", self.octet)
    }

    /// The keys of a family of subnets, their blocks from this number on.
    fn keys(&self, first: u8) -> String {
        let keys = self.zones.iter().zip(first..);
        let keys: Vec<String> = keys.map(|(zone, third)| format!("{zone}: {}", self.block(third))).collect();
        format!("{{ {} }}", keys.join(", "))
    }

    pub(super) fn write_vpc(&mut self) {
        let octet = self.octet;
        let with = match self.rng.u8(..4) {
            0 => " with { dns_hostnames: yes }".to_owned(),
            1 => format!(" with {{ secondary: [\"10.{}.0.0/16\"] }}", octet + 20),
            2 => " with { tags: { Kind: \"network\" } }".to_owned(),
            _ => String::new(),
        };
        self.line(format!("vpc main \"10.{octet}.0.0/16\"{with} {{"));
        let keys = self.keys(1);
        self.line(format!("    subnet public per zone with {{ public_addresses: yes }} {keys}"));
        self.line("    internet_gateway gate;");
        self.line("    route_table to_internet on public { \"0.0.0.0/0\" -> gate; }");
        let mut tables = vec!["to_internet"];
        if self.private {
            self.write_private_subnets();
            tables.push("to_nat");
        }
        if self.isolated {
            let block = self.block(21);
            self.line(format!("    subnet vault {block} in b;"));
            self.line("    route_table isolated on vault;");
        }
        if let Some(service) = self.endpoint {
            self.line(format!("    gateway_endpoint store \"{service}\" on [{}];", tables.join(", ")));
        }
        self.line("}");
    }

    fn write_private_subnets(&mut self) {
        let keys = self.keys(11);
        self.line(format!("    subnet private per zone {keys}"));
        if self.nat_per_zone {
            self.line("    nat_gateway out per zone in public;");
            self.line("    route_table to_nat per zone on private { \"0.0.0.0/0\" -> out; }");
        } else {
            self.line("    nat_gateway out in public.a;");
            self.line("    route_table to_nat on private { \"0.0.0.0/0\" -> out; }");
        }
    }

    pub(super) fn write_security(&mut self) {
        self.line("security {");
        let names: Vec<&str> = self.services.iter().map(|service| service.name).collect();
        let all = names.join(", ");
        if self.shared_group {
            self.line("    group shared;");
            self.line("    shared -> internet: tcp 8443;");
        }
        self.line(format!(
            "    internet -> edge: {};",
            if self.https.is_some() { "tcp 80, tcp 443" } else { "tcp 80" }
        ));
        let edges: Vec<String> = self
            .faced()
            .iter()
            .map(|service| format!("    edge -> {}: {};", service.name, service.ports()))
            .collect();
        edges.iter().for_each(|edge| self.line(edge));
        if let Some(inner) = self.inner() {
            let edge = format!("    inner -> {}: {};", inner.name, inner.ports());
            self.line(format!("    {} -> inner: tcp 8090;", names[0]));
            self.line(edge);
        }
        if self.bastion {
            let office = if self.params { "office" } else { "\"203.0.113.0/24\"" };
            self.line(format!("    {office} -> bastion: tcp 22;"));
            self.line(format!("    bastion -> [{all}]: tcp 22;"));
        }
        if self.chance(2) {
            self.line(format!("    permit [{all}] -> internet: all;"));
        } else {
            self.line(format!("    [{all}] -> internet: tcp 443, udp 123;"));
        }
        if self.endpoint.is_some() && self.chance(2) {
            self.line(format!("    {} -> store: tcp 443;", names[0]));
        }
        if names.len() > 1 && self.chance(2) {
            self.line(format!("    {} -> {}: tcp 7000..=7010, icmp;", names[0], names[1]));
        }
        self.line("}");
    }
}
