//! A small network for the tests: two public subnets, a private one, a gateway, groups; and names for its ids.

use std::collections::BTreeMap;

use crate::client::{Client, all, code, first};
use crate::clock::Span;
use crate::service::Service;
use crate::settings::Settings;

/// A network, and the ids of its parts by name.
pub(super) struct Network {
    pub(super) aws: Client,
    ids: BTreeMap<&'static str, String>,
}

impl Network {
    pub(super) fn new() -> Self {
        Self::with_settings(Settings { default_vpc: false, ..Settings::default() })
    }

    pub(super) fn with_settings(settings: Settings) -> Self {
        let mut network = Self { aws: Client::with_settings(settings), ids: BTreeMap::new() };
        network.make("vpc", "CreateVpc", &["CidrBlock=10.0.0.0/16"], "vpcId");
        network.make("other_vpc", "CreateVpc", &["CidrBlock=10.1.0.0/16"], "vpcId");
        network.aws.wait(Span::seconds(2));
        for (name, block, zone) in
            [("a", "10.0.1.0/24", "a"), ("b", "10.0.2.0/24", "b"), ("private", "10.0.3.0/24", "a")]
        {
            let parameters =
                ["VpcId={vpc}", &format!("CidrBlock={block}"), &format!("AvailabilityZone=us-east-1{zone}")];
            network.make(name, "CreateSubnet", &parameters, "subnetId");
        }
        network.make("gate", "CreateInternetGateway", &[], "internetGatewayId");
        network.make("loose_gate", "CreateInternetGateway", &[], "internetGatewayId");
        network.send("AttachInternetGateway", &["InternetGatewayId={gate}", "VpcId={vpc}"]);
        network.make("table", "CreateRouteTable", &["VpcId={vpc}"], "routeTableId");
        network.make("other_table", "CreateRouteTable", &["VpcId={other_vpc}"], "routeTableId");
        network.send(
            "CreateRoute",
            &["RouteTableId={table}", "DestinationCidrBlock=0.0.0.0/0", "GatewayId={gate}"],
        );
        for name in ["a", "b"] {
            let association = if name == "a" { "association_a" } else { "association_b" };
            let parameters = ["RouteTableId={table}", &format!("SubnetId={{{name}}}")];
            network.make(association, "AssociateRouteTable", &parameters, "associationId");
        }
        let main = network.aws.ec2(
            "DescribeRouteTables",
            &[
                "Filter.1.Name=association.main",
                "Filter.1.Value.1=true",
                "Filter.2.Name=vpc-id",
                &network.fill("Filter.2.Value.1={vpc}"),
            ],
        );
        network.ids.insert("main_table", first(&main, "routeTableId").to_owned());
        network.ids.insert("main_association", first(&main, "routeTableAssociationId").to_owned());
        let groups = network.aws.ec2(
            "DescribeSecurityGroups",
            &[
                "Filter.1.Name=group-name",
                "Filter.1.Value.1=default",
                "Filter.2.Name=vpc-id",
                &network.fill("Filter.2.Value.1={vpc}"),
            ],
        );
        network.ids.insert("default_group", first(&groups, "groupId").to_owned());
        for name in ["web", "edge"] {
            let parameters = ["VpcId={vpc}", &format!("GroupName={name}"), "GroupDescription=a group"];
            network.make(name, "CreateSecurityGroup", &parameters, "groupId");
        }
        network.make(
            "other_group",
            "CreateSecurityGroup",
            &["VpcId={other_vpc}", "GroupName=web", "GroupDescription=a group"],
            "groupId",
        );
        network
    }

    /// Sends a request that must be accepted, and keeps the id that it gives under a name.
    pub(super) fn make(
        &mut self,
        name: &'static str,
        operation: &str,
        parameters: &[&str],
        element: &str,
    ) -> String {
        let xml = self.send(operation, parameters);
        let id = first(&xml, element).to_owned();
        assert!(!id.is_empty(), "{operation} gave no {element}: {xml}");
        self.ids.insert(name, id.clone());
        id
    }

    /// Sends a request that must be accepted.
    pub(super) fn send(&mut self, operation: &str, parameters: &[&str]) -> String {
        let filled: Vec<String> = parameters.iter().map(|parameter| self.fill(parameter)).collect();
        self.aws.ec2(operation, &filled.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Sends a request that must be refused; gives the code.
    pub(super) fn refused(&mut self, operation: &str, parameters: &[&str]) -> String {
        let filled: Vec<String> = parameters.iter().map(|parameter| self.fill(parameter)).collect();
        self.aws.refused(operation, &filled.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Sends a form to another service than EC2 that must be accepted.
    pub(super) fn tell(&mut self, service: Service, operation: &str, parameters: &[&str]) -> String {
        let filled: Vec<String> = parameters.iter().map(|parameter| self.fill(parameter)).collect();
        let filled: Vec<&str> = filled.iter().map(String::as_str).collect();
        let response = self.aws.form(service, operation, &filled);
        assert!(response.is_success(), "{operation} {filled:?}: {}", response.text());
        response.text()
    }

    /// The same, and keeps the id that it gives under a name.
    pub(super) fn found(
        &mut self,
        name: &'static str,
        service: Service,
        operation: &str,
        parameters: &[&str],
        element: &str,
    ) -> String {
        let xml = self.tell(service, operation, parameters);
        let id = first(&xml, element).to_owned();
        assert!(!id.is_empty(), "{operation} gave no {element}: {xml}");
        self.ids.insert(name, id.clone());
        id
    }

    /// Sends a form to another service than EC2 that must be refused; gives the code.
    pub(super) fn denied(&mut self, service: Service, operation: &str, parameters: &[&str]) -> String {
        let filled: Vec<String> = parameters.iter().map(|parameter| self.fill(parameter)).collect();
        let filled: Vec<&str> = filled.iter().map(String::as_str).collect();
        let response = self.aws.form(service, operation, &filled);
        assert!(!response.is_success(), "{operation} {filled:?} was accepted: {}", response.text());
        code(&response)
    }

    /// Gives an id a name.
    pub(super) fn name(&mut self, name: &'static str, id: String) {
        self.ids.insert(name, id);
    }

    pub(super) fn id(&self, name: &str) -> &str {
        self.ids.get(name).map(String::as_str).unwrap_or_default()
    }

    /// Puts ids for `{name}`.
    pub(super) fn fill(&self, text: &str) -> String {
        self.ids.iter().fold(text.to_owned(), |text, (name, id)| text.replace(&format!("{{{name}}}"), id))
    }

    /// The texts of an element in the answer of a describe.
    pub(super) fn listed(&mut self, operation: &str, parameters: &[&str], element: &str) -> Vec<String> {
        let xml = self.send(operation, parameters);
        all(&xml, element).into_iter().map(str::to_owned).collect()
    }
}
