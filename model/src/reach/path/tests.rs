//! One failing and one passing neighbour for each hop.

use super::*;
use crate::sample::Sample;
use crate::topology::{End, GatewayService, ParamType, RouteTarget};

/// The last assertion of the sample: for each pair of parties its path or its broken hop, in words.
fn proved(sample: &Sample) -> Vec<String> {
    let reach = Reach::new(&sample.topology);
    let assertion = sample.topology.assertions.last().expect("an assertion");
    let asked = match assertion.ports.as_slice() {
        [] => PortSet::everything(),
        ports => PortSet::of(ports.iter().map(|ports| ports.value)),
    };
    let (source, target) = (assertion.from[0].value, assertion.to[0].value);
    let mut told = Vec::new();
    if assertion.never {
        for from in reach.suspects(source) {
            for to in reach.suspects(target) {
                let path = reach.any_path(&from, &to, &asked);
                told.extend(path.map(|path| reach.show_path(&path)));
            }
        }
        return told;
    }
    for from in reach.parties(source, reach.vpc_of(target)) {
        for to in reach.parties(target, reach.vpc_of(source)) {
            told.push(match reach.path(&from, &to, &asked) {
                Ok(path) => reach.show_path(&path),
                Err(broken) => reach.show_hop(&from, &to, &broken),
            });
        }
    }
    told
}

fn check(sample: &mut Sample, arrow: &str) -> Vec<String> {
    sample.arrow(arrow);
    proved(sample)
}

/// The street with a machine `job` in the private subnet `data.a`.
fn with_job() -> Sample {
    let mut sample = Sample::street();
    sample.instance("job", SubnetId(2), "t3.small");
    sample
}

fn public(sample: &mut Sample, yes: bool) {
    let value = sample.at("job.public_address", yes);
    sample.topology.instances[0].launch.public_address = Some(value);
}

fn route(sample: &mut Sample, destination: &str, target: RouteTarget) {
    let destination = sample.at("isolated.route", destination.parse().expect("a block"));
    let target = sample.at("isolated.route.target", target);
    sample.topology.route_tables[1].routes.push(crate::topology::Route { destination, target });
}

const GATE: RouteTarget = RouteTarget::InternetGateway(InternetGatewayId(0));
const NAT: RouteTarget = RouteTarget::NatGateway(NatGatewayId(0));

#[test]
fn an_open_path_is_shown_hop_by_hop() {
    let mut sample = Sample::street();
    let told = check(&mut sample, "assert edge -> web: tcp 3000");
    assert_eq!(told.len(), 4, "each pair of subnets");
    assert_eq!(
        told[1],
        "`edge` in `public.a`, out by `edge -> web: tcp 3000`, within the VPC, \
         in by `edge -> web: tcp 3000`, to `web` in `public.b`"
    );
}

#[test]
fn a_closed_group_of_the_sender_is_the_first_hop() {
    let mut sample = with_job();
    let told = check(&mut sample, "assert job -> web: tcp 22");
    assert_eq!(told[0], "no group of `job` lets out tcp 22 to `web`");
    sample.arrow("permit job -> main: tcp 22");
    assert_eq!(proved(&sample)[0], "no group of `web` lets in tcp 22 from `job`");
    sample.arrow("permit main -> web: tcp 1..=22");
    assert!(proved(&sample)[0].starts_with("`job` in `data.a`, out by `permit job -> main: tcp 22`"));
}

#[test]
fn rules_of_several_groups_and_ranges_count_together() {
    let mut sample = with_job();
    sample.group("extra");
    let extra = sample.end("extra");
    let End::Group(extra) = extra else { unreachable!("a group") };
    let worn = sample.at("job.groups.extra", extra);
    sample.topology.instances[0].groups.push(worn);
    sample.arrow("permit job -> main: tcp 1..=100");
    sample.arrow("permit extra -> main: tcp 101..=200");
    sample.arrow(r#"permit "10.0.11.0/25" -> web: all"#);
    let told = check(&mut sample, "assert job -> web: tcp 1..=200");
    assert_eq!(told[0], "no group of `web` lets in tcp 1..=200 from `job`", "half the subnet is admitted");
    sample.arrow(r#"permit "10.0.11.128/25" -> web: all"#);
    assert!(proved(&sample)[0].starts_with("`job`"), "{:?}", proved(&sample));
    let told = check(&mut sample, "assert job -> web: tcp 1..=201");
    assert_eq!(told[0], "no group of `job` lets out tcp 201 to `web`");
}

#[test]
fn a_missing_route_is_a_hop() {
    let mut sample = with_job();
    sample.arrow("job -> internet: tcp 443");
    let told = check(&mut sample, "assert job -> internet: tcp 443");
    assert_eq!(told, ["subnet `data.a` has no route to the internet in route table `isolated`"]);
    route(&mut sample, "0.0.0.0/1", GATE);
    public(&mut sample, true);
    let told = proved(&sample);
    assert_eq!(told, ["subnet `data.a` has no route to `128.0.0.0/3` in route table `isolated`"]);
    route(&mut sample, "128.0.0.0/1", GATE);
    assert_eq!(
        proved(&sample),
        [
            "`job` in `data.a`, out by `job -> internet: tcp 443`, through internet gateway `gate`, to the internet"
        ]
    );
}

#[test]
fn a_public_subnet_without_a_public_address_has_no_way_out() {
    let mut sample = with_job();
    sample.arrow("job -> internet: tcp 443");
    route(&mut sample, "0.0.0.0/0", GATE);
    let told = check(&mut sample, "assert job -> internet: tcp 443");
    assert_eq!(told, ["`job` has no public address in public subnet `data.a`"]);
}

#[test]
fn a_nat_gateway_carries_out_and_never_in() {
    let mut sample = with_job();
    sample.nat_gateway("out", SubnetId(0));
    route(&mut sample, "0.0.0.0/0", NAT);
    sample.arrow("job -> internet: all");
    let told = check(&mut sample, "assert job -> internet: all");
    assert!(told[0].contains("through NAT gateway `out`"), "{told:?}");
    sample.arrow("permit internet -> job: all");
    let told = check(&mut sample, "assert internet -> job: tcp 80");
    assert_eq!(
        told,
        ["subnet `data.a` reaches the internet through NAT gateway `out`, which lets nobody in"]
    );
}

#[test]
fn a_nat_gateway_without_a_way_out_is_a_hop() {
    let mut sample = with_job();
    sample.nat_gateway("out", SubnetId(2));
    route(&mut sample, "0.0.0.0/0", NAT);
    sample.arrow("job -> internet: all");
    let told = check(&mut sample, "assert job -> internet: tcp 443");
    assert_eq!(
        told,
        ["NAT gateway `out` is in subnet `data.a`, which no route joins to an internet gateway"]
    );
}

#[test]
fn the_internet_needs_a_way_back_and_a_public_address() {
    let mut sample = with_job();
    sample.arrow("permit internet -> job: tcp 80");
    let told = check(&mut sample, "assert internet -> job: tcp 80");
    assert_eq!(told, ["subnet `data.a` has no route back to the internet in route table `isolated`"]);
    route(&mut sample, "0.0.0.0/0", GATE);
    assert_eq!(proved(&sample), ["`job` has no public address in public subnet `data.a`"]);
    public(&mut sample, true);
    assert_eq!(
        proved(&sample),
        [
            "the internet, through internet gateway `gate`, in by `permit internet -> job: tcp 80`, to `job` in `data.a`"
        ]
    );
}

#[test]
fn a_gateway_endpoint_carries_tcp_80_and_443_for_the_tables_that_it_is_on() {
    let mut sample = with_job();
    let isolated = crate::topology::RouteTableId(1);
    let main = VpcId(0);
    sample.gateway_endpoint(main, "s3", GatewayService::S3, &[isolated]);
    sample.arrow("job -> s3: all");
    let told = check(&mut sample, "assert job -> s3: tcp 443");
    assert!(told[0].contains("through gateway endpoint `s3`"), "{told:?}");
    assert!(check(&mut sample, "assert job -> s3: tcp 80")[0].contains("through gateway endpoint `s3`"));
    let told = check(&mut sample, "assert job -> s3: tcp 22");
    assert_eq!(told, ["gateway endpoint `s3` carries tcp 80 and tcp 443 only, not tcp 22"]);
    sample.topology.gateway_endpoints[0].tables.clear();
    let told = check(&mut sample, "assert job -> s3: tcp 443");
    assert_eq!(
        told,
        [
            "gateway endpoint `s3` is not on route table `isolated` of subnet `data.a`, which has no other way to the service"
        ]
    );
}

#[test]
fn two_vpcs_are_not_connected_but_by_the_internet() {
    let mut sample = Sample::street();
    let other = sample.vpc("other", "10.1.0.0/16");
    let far = sample.subnet(other, "far.a", "10.1.1.0/24", "a");
    sample.instance("probe", far, "t3.small");
    sample.arrow("permit probe -> internet: all");
    let told = check(&mut sample, "assert probe -> edge: tcp 80");
    assert_eq!(told[0], "VPCs `other` and `main` are not connected");
    let gate = sample.internet_gateway(other, "far_gate");
    sample.route_table(other, "far_out", &[far], &[("0.0.0.0/0", RouteTarget::InternetGateway(gate))]);
    let yes = sample.at("probe.public_address", true);
    sample.topology.instances[0].launch.public_address = Some(yes);
    assert!(proved(&sample)[0].contains("over the internet"), "{:?}", proved(&sample));
    assert!(!check(&mut sample, "assert never probe -> edge").is_empty());
    assert!(check(&mut sample, "assert never probe -> web").is_empty());
}

#[test]
fn a_private_block_outside_every_vpc_is_nowhere() {
    let mut sample = with_job();
    sample.arrow(r#"permit "192.168.4.0/24" -> job: all"#);
    let told = check(&mut sample, r#"assert "192.168.4.0/24" -> job: tcp 80"#);
    assert_eq!(told, ["no declared VPC has addresses of `192.168.4.0/24`, and no route leads there"]);
    let told = check(&mut sample, r#"assert "10.0.99.0/24" -> job: tcp 80"#);
    assert_eq!(told, ["no subnet of VPC `main` has addresses of `10.0.99.0/24`"]);
}

#[test]
fn the_world_rule_holds_the_addresses_of_the_vpc_too() {
    let mut sample = Sample::street();
    assert!(!check(&mut sample, "assert never web -> edge: tcp 80").is_empty());
    assert!(check(&mut sample, "assert never web -> edge: tcp 443").is_empty());
    assert!(check(&mut sample, "assert never internet -> web").is_empty());
}

#[test]
fn a_block_of_a_vpc_is_also_the_things_in_it() {
    let mut sample = with_job();
    sample.arrow("web -> job: tcp 5432");
    assert!(check(&mut sample, r#"assert never "10.0.11.0/24" -> job"#).is_empty());
    let told = check(&mut sample, r#"assert never "10.0.1.0/25" -> job"#);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("`web` in `public.a`"), "{told:?}");
}

#[test]
fn a_param_may_be_any_block_and_a_path_by_it_says_so() {
    let mut sample = Sample::street();
    sample.param("office", ParamType::Cidr);
    sample.arrow("office -> web: tcp 22");
    sample.arrow("assert never internet -> web");
    let reach = Reach::new(&sample.topology);
    let web = reach.parties(sample.end("web"), None);
    let internet = &reach.parties(End::Internet, None)[0];
    let path = reach.any_path(internet, &web[0], &PortSet::everything()).expect("a path");
    assert_eq!(path.unknown, Some(ParamId(0)));
    let office = &reach.parties(sample.end("office"), None)[0];
    let path = reach.any_path(office, &web[0], &PortSet::everything()).expect("a path");
    assert_eq!(path.unknown, None);
}
