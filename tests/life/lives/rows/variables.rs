//! Params and outputs.

use groundplan::outputs::read_outputs;
use groundplan::resource::Kind;
use groundplan_model::params::{Values, check};
use groundplan_model::topology::ParamType;

use super::{Row, Wrong};

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "variables",
        wants: "what is given at run time in one place, with its type and default, and no token among it",
        declares: &[
            "param web_host: Host",
            "param count: Count 1..=4 = 2;",
            "param web_image: String matching",
        ],
        shows: Some(|lived| {
            let params = &lived.checked.topology.params;
            let names: Vec<&str> = params.iter().map(|param| param.name.value.as_str()).collect();
            assert_eq!(names, ["web_host", "api_host", "count", "web_image", "api_image"]);
            assert!(params.iter().all(|param| !param.docs.is_empty() && param.default.is_some()));
        }),
        refuses: &[Wrong { instead: &[("= 2;", "= 5;")], rule: "param_default" }],
    },
    Row {
        id: "var-domains",
        wants: "both hosts as variables: one value changes rule, certificate and addresses together",
        declares: &[
            "param web_host: Host = \"conviveitesofront.ricardonavarro.mx\";",
            "certificate site for [web_host, api_host];",
        ],
        shows: Some(|lived| {
            assert!(check(&ParamType::Host, "bad_host").is_err());
            let other = lived
                .source
                .edited("conviveitesofront.ricardonavarro.mx", "www.example.org")
                .right()
                .desired();
            let changed: Vec<String> = (other.resources.iter())
                .filter(|(address, resource)| lived.desired.resources.get(address) != Some(resource))
                .map(|(address, _)| address.to_string())
                .collect();
            assert_eq!(changed, ["certificate.site", "listener_rules.edge.443", "launch_template.api"]);
        }),
        refuses: &[Wrong {
            instead: &[("conviveitesofront.ricardonavarro.mx", "bad_host")],
            rule: "param_default",
        }],
    },
    Row {
        id: "count-param",
        wants: "the number of machines as a variable with its range",
        declares: &["param count: Count 1..=4 = 2;"],
        shows: Some(|lived| {
            let count = &lived.checked.topology.params[2];
            assert_eq!(check(&count.ty, "5"), Err("`5` is outside 1..=4".to_owned()));
            let values = Values::from([("count".to_owned(), "4".to_owned())]);
            assert!(check(&count.ty, &values["count"]).is_ok());
        }),
        refuses: &[],
    },
    Row {
        id: "outputs",
        wants: "the subnets' ids as an output, a list",
        declares: &["output public_subnet_ids = public.id;"],
        shows: Some(|lived| {
            let outputs = read_outputs(&lived.checked.topology, &lived.observed);
            let names: Vec<&String> = outputs.keys().collect();
            assert_eq!(names, ["alb_dns", "public_subnet_ids"]);
            let subnets = [lived.id(Kind::Subnet, "public.a"), lived.id(Kind::Subnet, "public.b")];
            assert_eq!(outputs["public_subnet_ids"], subnets);
        }),
        refuses: &[Wrong { instead: &[("= public.id", "= public.arn")], rule: "name_unknown" }],
    },
    Row {
        id: "output-alb-dns",
        wants: "the balancer's DNS name, one for both hosts",
        declares: &["output alb_dns = edge.dns_name;"],
        shows: Some(|lived| {
            let outputs = read_outputs(&lived.checked.topology, &lived.observed);
            let name = &outputs["alb_dns"][0];
            assert!(name.ends_with(".us-east-1.elb.amazonaws.com"), "{name}");
            let shown =
                lived.ask(async |cx| cx.clients.balancing.describe_load_balancers().send().await.unwrap());
            assert_eq!(shown.load_balancers()[0].dns_name(), Some(name.as_str()));
        }),
        refuses: &[Wrong { instead: &[("edge.dns_name", "egde.dns_name")], rule: "name_unknown" }],
    },
];
