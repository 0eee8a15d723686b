//! Listeners.

use super::PAGES;
use super::action::{read_actions, refuse_actions, write_actions};
use super::load_balancer::find_balancer;
use super::tags::read_tags;
use super::target_group::to_port;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::service::acm::{free_certificate, usable_certificate};
use crate::settings::Settings;
use crate::store::Region;
use crate::store::balancing::Listener;
use crate::wire::answer::Answer;
use crate::wire::input::Input;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateListener", create_listener),
    Operation::read("DescribeListeners", describe_listeners),
    Operation::write("ModifyListener", modify_listener),
    Operation::write("DeleteListener", delete_listener),
];

/// User guide, "Security policies for your Application Load Balancer", 2026-09.
const TLS_POLICIES: &[&str] = &[
    "ELBSecurityPolicy-2016-08",
    "ELBSecurityPolicy-TLS-1-0-2015-04",
    "ELBSecurityPolicy-TLS-1-1-2017-01",
    "ELBSecurityPolicy-TLS-1-2-2017-01",
    "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
    "ELBSecurityPolicy-FS-2018-06",
    "ELBSecurityPolicy-FS-1-1-2019-08",
    "ELBSecurityPolicy-FS-1-2-2019-08",
    "ELBSecurityPolicy-FS-1-2-Res-2019-08",
    "ELBSecurityPolicy-FS-1-2-Res-2020-10",
    "ELBSecurityPolicy-TLS13-1-0-2021-06",
    "ELBSecurityPolicy-TLS13-1-1-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-0-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
];

/// What a request says of a listener.
struct Asked {
    protocol: Option<String>,
    port: Option<u16>,
    tls_policy: Option<String>,
    certificates: Option<Vec<String>>,
}

fn read_asked(input: Input<'_>) -> Result<Asked, Refusal> {
    let certificates = input.structures("Certificates");
    let arns = certificates.iter().map(|certificate| Ok(certificate.text("CertificateArn")?.to_owned()));
    let arns: Vec<String> = arns.collect::<Result<_, Refusal>>()?;
    Ok(Asked {
        protocol: input.optional("Protocol").map(str::to_owned),
        port: input.number("Port")?.map(|port| to_port("Port", port)).transpose()?,
        tls_policy: input.optional("SslPolicy").map(str::to_owned),
        certificates: (!arns.is_empty()).then_some(arns),
    })
}

fn create_listener(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let balancer = call.input.text("LoadBalancerArn")?.to_owned();
    let asked = read_asked(call.input)?;
    let actions = read_actions(call.input, "DefaultActions")?;
    let tags = read_tags(call)?;
    call.begin()?;

    find_balancer(call.region, &balancer)?;
    // API reference, CreateListener: an application load balancer's listener needs both.
    let protocol =
        asked.protocol.ok_or_else(|| Refusal::validation("A listener protocol must be specified"))?;
    let port = asked.port.ok_or_else(|| Refusal::validation("A listener port must be specified"))?;
    let path = balancer.split_once(":loadbalancer/").map(|(_, path)| path).unwrap_or_default().to_owned();
    let digits = call.region.new_digits();
    let arn = call.region.arn("elasticloadbalancing", &format!("listener/{path}/{digits}"));
    let rule = call.region.new_digits();
    let mut listener = Listener {
        default_rule: call
            .region
            .arn("elasticloadbalancing", &format!("listener-rule/{path}/{digits}/{rule}")),
        balancer,
        protocol,
        port,
        tls_policy: asked.tls_policy,
        certificates: asked.certificates.unwrap_or_default(),
        actions: Vec::new(),
        tags,
        arn: arn.clone(),
    };
    refuse_port(call.region, &listener)?;
    // User guide, page on quotas.
    let count = call.region.listeners.values().filter(|known| known.balancer == listener.balancer).count();
    if count >= call.settings.quotas.listeners {
        return Err(Refusal::new(
            "TooManyListeners",
            "The limit on the number of listeners per load balancer has been reached",
        ));
    }
    settle_tls(call.region, &mut listener)?;
    refuse_actions(call, &listener, &actions)?;
    listener.actions = actions;
    let answer = write_answer(&listener);
    call.region.listeners.insert(arn, listener);
    Ok(answer)
}

/// API reference, CreateListener: DuplicateListener, whatever the protocols are.
fn refuse_port(region: &Region, listener: &Listener) -> Result<(), Refusal> {
    let same = |known: &&Listener| {
        known.balancer == listener.balancer && known.port == listener.port && known.arn != listener.arn
    };
    if region.listeners.values().any(|known| same(&known)) {
        return Err(Refusal::new(
            "DuplicateListener",
            "A listener already exists on this port for this load balancer",
        ));
    }
    Ok(())
}

/// Refuses a protocol, a policy or a certificate that does not go with the others, and fills in the default policy.
fn settle_tls(region: &Region, listener: &mut Listener) -> Result<(), Refusal> {
    match listener.protocol.as_str() {
        "HTTP" => {
            if !listener.certificates.is_empty() {
                // The words are those that the service answers, as quoted in public issues.
                return Err(Refusal::validation("A certificate cannot be specified for HTTP listeners"));
            }
            if listener.tls_policy.is_some() {
                return Err(Refusal::validation("An SSL policy cannot be specified for HTTP listeners"));
            }
        }
        "HTTPS" => {
            // API reference, CreateListener, Certificates: exactly one.
            if listener.certificates.len() != 1 {
                let message = format!(
                    "A certificate must be specified for HTTPS listeners, exactly one; {} were",
                    listener.certificates.len()
                );
                return Err(Refusal::validation(message));
            }
            // API reference, CreateListener, SslPolicy: the default.
            let policy = listener.tls_policy.get_or_insert_with(|| "ELBSecurityPolicy-2016-08".to_owned());
            if !TLS_POLICIES.contains(&policy.as_str()) {
                return Err(Refusal::new("SSLPolicyNotFound", format!("SSL policy '{policy}' not found")));
            }
            usable_certificate(region, &listener.certificates[0])?;
        }
        // API reference, CreateListener: UnsupportedProtocol.
        other => {
            let message =
                format!("Listener protocol '{other}' is not supported for an application load balancer");
            return Err(Refusal::new("UnsupportedProtocol", message));
        }
    }
    Ok(())
}

/// API reference: ListenerNotFound.
pub(super) fn not_found(arn: &str) -> Refusal {
    Refusal::new("ListenerNotFound", format!("Listeners '{arn}' not found"))
}

/// The listener with this ARN.
pub(super) fn find_listener<'a>(region: &'a mut Region, arn: &str) -> Result<&'a mut Listener, Refusal> {
    region.listeners.get_mut(arn).ok_or_else(|| not_found(arn))
}

fn describe_listeners(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let balancer = call.input.optional("LoadBalancerArn");
    let arns = call.input.texts("ListenerArns");
    let part = PAGES.read(call.input)?;
    call.begin()?;
    if balancer.is_none() == arns.is_empty() {
        // API reference, DescribeListeners: one or the other.
        return Err(Refusal::validation("You must specify either listener ARNs or a load balancer ARN"));
    }
    if let Some(arn) = balancer {
        find_balancer(call.region, arn)?;
    }
    if let Some(unknown) = arns.iter().find(|arn| !call.region.listeners.contains_key(*arn)) {
        return Err(not_found(unknown));
    }
    let wanted = call.region.listeners.values().filter(|listener| {
        balancer.map_or(arns.contains(&listener.arn), |balancer| listener.balancer == balancer)
    });
    let (rows, next) = part.cut(wanted.map(|listener| (listener.arn.clone(), listener)).collect());
    Ok(Answer::query(|xml| {
        xml.list("Listeners", rows, write_listener);
        xml.optional("NextMarker", next);
    }))
}

fn write_answer(listener: &Listener) -> Answer {
    Answer::query(|xml| xml.list("Listeners", [listener], write_listener))
}

fn write_listener(xml: &mut Xml, listener: &Listener) {
    xml.text("ListenerArn", &listener.arn);
    xml.text("LoadBalancerArn", &listener.balancer);
    xml.text("Port", listener.port);
    xml.text("Protocol", &listener.protocol);
    if let Some(certificate) = listener.certificates.first() {
        xml.list("Certificates", [certificate], |xml, arn| xml.text("CertificateArn", arn));
    }
    xml.optional("SslPolicy", listener.tls_policy.as_ref());
    write_actions(xml, "DefaultActions", &listener.actions);
}

fn modify_listener(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("ListenerArn")?;
    let asked = read_asked(call.input)?;
    let actions = read_actions(call.input, "DefaultActions")?;
    call.begin()?;

    let before = find_listener(call.region, arn)?.clone();
    let mut listener = before.clone();
    listener.protocol = asked.protocol.unwrap_or(listener.protocol);
    listener.port = asked.port.unwrap_or(listener.port);
    let extra: Vec<String> = listener.certificates.drain(..).skip(1).collect();
    let default = before.certificates.first().cloned();
    if listener.protocol == "HTTP" && before.protocol == "HTTPS" {
        // What only HTTPS has goes with it (API reference, ModifyListener).
        listener.tls_policy = asked.tls_policy;
        listener.certificates = asked.certificates.unwrap_or_default();
    } else {
        listener.tls_policy = asked.tls_policy.or(listener.tls_policy);
        listener.certificates = asked.certificates.unwrap_or_else(|| default.clone().into_iter().collect());
    }
    refuse_port(call.region, &listener)?;
    settle_tls(call.region, &mut listener)?;
    let actions = if actions.is_empty() { listener.actions.clone() } else { actions };
    refuse_actions(call, &listener, &actions)?;
    listener.actions = actions;
    if listener.protocol == "HTTPS" {
        let added = listener.certificates.clone();
        listener.certificates.extend(extra.into_iter().filter(|arn| !added.contains(arn)));
    }
    let answer = write_answer(&listener);
    for certificate in before.certificates.iter().filter(|arn| !listener.certificates.contains(arn)) {
        free_certificate(call.region, call.settings, certificate);
    }
    call.region.listeners.insert(arn.to_owned(), listener);
    Ok(answer)
}

fn delete_listener(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("ListenerArn")?;
    call.begin()?;
    find_listener(call.region, arn)?;
    remove_listener(call.region, call.settings, arn);
    Ok(Answer::empty())
}

/// Removes a listener with its rules, and lets go of its certificates.
pub(super) fn remove_listener(region: &mut Region, settings: &Settings, arn: &str) {
    let Some(listener) = region.listeners.remove(arn) else { return };
    region.rules.retain(|_, rule| rule.listener != arn);
    for certificate in &listener.certificates {
        free_certificate(region, settings, certificate);
    }
}
