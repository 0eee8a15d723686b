//! Groups of machines and single ones.

use super::{Draft, Service};

impl Draft {
    pub(super) fn write_machines(&mut self) {
        let services = std::mem::take(&mut self.services);
        for (index, service) in services.iter().enumerate() {
            let target = self.target(service);
            let launch = self.launch(service);
            let groups = if self.shared_group {
                format!("groups: [{}, shared], ", service.name)
            } else {
                String::new()
            };
            if service.single {
                self.line(format!(
                    "instance {} per zone in {} {{ {groups}{launch}, {target} }}",
                    service.name,
                    service.place()
                ));
            } else {
                self.write_group(service, index == 0, &format!("{groups}{launch}"), &target);
            }
        }
        self.services = services;
        if self.bastion {
            self.line("instance bastion in public.a { launch: { ..machine, instance_type: \"t3.nano\", public_address: yes, metadata_hop_limit: 2 } }");
        }
    }

    fn write_group(&mut self, service: &Service, scales: bool, begin: &str, target: &str) {
        let desired = if self.params { "count" } else { "2" };
        if scales {
            self.line("#[accept(burstable_unlimited_cost, reason = \"a test\")]");
        }
        let scaling = if scales { " scaling: cpu 60%, instance_warmup: 60 s," } else { "" };
        let grace = self.rng.u32(12..=60) * 10;
        self.line(format!("auto_scaling_group {} in {} {{", service.name, service.place()));
        self.line(format!("    {begin},"));
        self.line(format!("    size: {{ min: 1, desired: {desired}, max: 3 }},{scaling}"));
        self.line(format!("    health_check: load_balancer {{ grace: {grace} s }},"));
        self.line(format!("    {target},"));
        self.line("}");
    }

    fn launch(&self, service: &Service) -> String {
        if !service.script {
            return "launch: { ..machine }".to_owned();
        }
        let word = if self.params { "greeting" } else { "\"hello\"" };
        format!(
            "launch: {{ ..machine, user_data: file \"serve.sh\" {{ port: {}, word: {word} }}, detailed_monitoring: yes }}",
            service.port
        )
    }

    fn target(&mut self, service: &Service) -> String {
        let mut health = vec!["path: \"/up\"".to_owned()];
        health.extend(service.health_port.map(|port| format!("port: {port}")));
        if self.chance(3) {
            health
                .push("codes: 200..=299, interval: 15 s, timeout: 5 s, healthy: 3, unhealthy: 2".to_owned());
        }
        let sticky = if self.chance(3) { ", stickiness: 1 h" } else { "" };
        let health = health.join(", ");
        format!(
            "target: http {} {{ health_check: {{ {health} }}, deregistration_delay: 30 s{sticky} }}",
            service.port
        )
    }
}
