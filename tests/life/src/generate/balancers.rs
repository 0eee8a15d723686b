//! The balancers and what their listeners do.

use super::Draft;

impl Draft {
    pub(super) fn write_balancers(&mut self) {
        let with = if self.chance(3) { " with { idle_timeout: 120 s }" } else { "" };
        self.line(format!("load_balancer edge internet_facing in public{with} {{"));
        let arms = self.arms();
        let default = self.one_of(&[
            "respond 404",
            "respond 503",
            "respond 404 { content_type: \"text/plain\", body: \"no such host\" }",
        ]);
        let listener = if self.https.is_some() {
            self.line("    listen http 80 => redirect 301 https 443;");
            "https 443 with { certificates: [site], ssl_policy: \"ELBSecurityPolicy-TLS13-1-2-2021-06\" }"
        } else {
            "http 80"
        };
        self.line(format!("    listen {listener} => match host {{"));
        arms.iter().for_each(|arm| self.line(format!("        {arm},")));
        self.line(format!("        _ => {default},"));
        self.line("    };");
        self.line("}");
        if let Some(inner) = self.inner() {
            let (name, place) = (inner.name, inner.place());
            self.write_internal_balancer(name, place);
        }
    }

    fn arms(&self) -> Vec<String> {
        let host = self.host();
        (self.faced().iter().enumerate())
            .map(|(index, service)| match index {
                0 => format!("{host} => {}", service.name),
                1 => format!("\"api.example.com\" | \"v1.example.com\" => {}", service.name),
                _ => format!("\"{0}.example.com\" if path \"/v1/*\" | \"/v2/*\" => {0}", service.name),
            })
            .collect()
    }

    fn write_internal_balancer(&mut self, service: &str, place: &str) {
        self.line(format!("load_balancer inner internal in {place} {{"));
        if self.chance(2) {
            self.line(format!("    listen http 8090 => {service};"));
        } else {
            self.line("    listen http 8090 => match path {");
            self.line(format!("        \"/v1/*\" => {service},"));
            self.line("        _ => respond 404,");
            self.line("    };");
        }
        self.line("}");
    }
}
