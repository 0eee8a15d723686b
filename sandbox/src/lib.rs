//! A strict AWS inside the process: it refuses what AWS refuses, and things take their time.
//!
//! [`Sandbox::handle`] takes a request as an AWS client sends it and gives the answer that AWS would give. It is pure
//! and synchronous: no network, no clock, no randomness. The caller says what time it is.
//!
//! It does not check signatures or permissions, and it knows nothing of the engine that talks to it.
//!
//! # Rooms
//!
//! * `wire/`: the formats of AWS's protocols;
//! * `store/`: everything that an account holds, as tables by id;
//! * `operation`: the table of operations, and the call that one of them handles;
//! * `service/`: the operations, a file for each subject;
//! * `world`: what happens by itself, in order of time;
//! * `interface`, `routing`, `packet`: what holds addresses, where routes lead, whether a packet arrives;
//! * `state_file`: the whole account in a file;
//! * `filter`: ids, filters, pages of EC2's lists; `pages`: those of the other services;
//! * `dns`: the records of the world outside;
//! * `throttle`: how often an operation may be called, if that is asked for.
//!
//! # How to add an operation
//!
//! 1. Write `fn create_thing(call: &mut Call<'_>) -> Result<Answer, Refusal>` in the file of its subject. First read
//!    every parameter from `call.input`; then `call.begin()?`, which refuses what was not read and ends a dry run;
//!    only then look into `call.region`, refuse, change, answer.
//! 2. Each refusal says in a comment where AWS documents it, or `assumed`.
//! 3. Add a line to the table at the head of the file: `Operation::write("CreateThing", create_thing)`.
//!
//! A kind of EC2 resource is a row in `store/` with an implementation of `store::Kind`, which gives it ids, tags,
//! filters and pages, and a line in `service::ec2::tags::KINDS`. What happens later is an event in `world`; what follows
//! from a change at once, whoever made it, is in `world::settle`.

mod cidr;
mod clock;
mod dns;
mod filter;
mod interface;
mod log;
mod operation;
mod packet;
mod pages;
mod refusal;
mod routing;
mod service;
mod settings;
mod state_file;
mod store;
mod throttle;
mod wire;
mod world;

#[cfg(test)]
mod client;
#[cfg(test)]
mod tests;

pub use clock::{Span, Timestamp};
pub use log::CallRecord;
pub use operation::Operation;
pub use packet::{End, Hop, ICMP, INTERNET_HOST, Obstacle, Packet, Stopped, TCP, UDP};
pub use refusal::Refusal;
pub use service::Service;
pub use settings::{Durations, Quotas, Serving, Settings};
pub use state_file::{StateFile, StateFileError};
pub use store::Store;
pub use wire::{Protocol, Request, Response};

use operation::Call;
use store::{Region, TokenUse};
use wire::answer::{Answer, render_answer, render_refusal};
use wire::input::Input;
use wire::node::Node;

/// An AWS account inside the process.
#[derive(Debug, Clone, Default)]
pub struct Sandbox {
    settings: Settings,
    store: Store,
    log: Vec<CallRecord>,
    throttle: throttle::Throttle,
}

/// A request, read as far as the protocol goes.
struct Routed {
    service: Service,
    region: String,
    operation: String,
    parameters: Node,
}

impl Sandbox {
    /// An account that holds nothing but what AWS puts into a new one.
    pub fn new(settings: Settings) -> Self {
        Self { settings, store: Store::default(), log: Vec::new(), throttle: Default::default() }
    }

    /// An account as it was saved.
    pub fn with_store(settings: Settings, store: Store) -> Self {
        Self { settings, store, log: Vec::new(), throttle: Default::default() }
    }

    /// What it was told at the start.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Everything that the account holds, to be saved.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The requests handled so far, in order.
    pub fn log(&self) -> &[CallRecord] {
        &self.log
    }

    /// All operations that it knows.
    pub fn operations() -> impl Iterator<Item = (Service, &'static Operation)> {
        Service::ALL.into_iter().flat_map(|service| {
            service.tables().iter().flat_map(|table| table.iter()).map(move |operation| (service, operation))
        })
    }

    /// Lets everything happen that is due up to `now`, in every region. A time that is past changes nothing.
    pub fn advance(&mut self, now: Timestamp) {
        self.store.now = self.store.now.max(now);
        for region in self.store.regions.values_mut() {
            world::advance(region, &self.settings, self.store.now);
        }
    }

    /// When something will next happen by itself.
    pub fn next_event(&self) -> Option<Timestamp> {
        self.store.regions.values().filter_map(|region| region.agenda.next()).min()
    }

    /// Sets a DNS record of type CNAME in the world outside, as a person does in a zone of theirs.
    pub fn set_dns_record(&mut self, name: &str, value: &str) {
        self.store.dns.insert(dns::plain_name(name), dns::plain_name(value));
        for region in self.store.regions.values_mut() {
            world::advance(region, &self.settings, self.store.now);
            region.dns.insert(dns::plain_name(name), dns::plain_name(value));
            service::acm::change_certificates(region, &self.settings);
        }
    }

    /// Puts a certificate into the account that is issued already, as one from before, with its names. Nothing happens
    /// if it is there, or if `arn` is no certificate's ARN of a region that is known.
    pub fn add_certificate(&mut self, arn: &str, names: &[&str]) {
        let region = arn.strip_prefix("arn:aws:acm:").and_then(|rest| rest.split(':').next());
        let Some(name) = region.filter(|name| service::ec2::zones::zones_of(name).is_some()) else { return };
        service::acm::put_certificate(region_of(&mut self.store, &self.settings, name), arn, names);
    }

    /// Walks a packet's way over what the account holds in a region: what lets it through, or what stops it.
    ///
    /// # Errors
    /// The first obstacle.
    pub fn trace(&self, region: &str, packet: &Packet) -> Result<Vec<Hop>, Stopped> {
        match self.store.regions.get(region) {
            Some(region) => packet::trace(region, packet),
            None => Err(Stopped { at: Obstacle::NoEnd, reason: format!("nothing is in {region}") }),
        }
    }

    /// Answers a request that arrives at `now`. Time never goes back: an earlier `now` counts as the latest seen.
    pub fn handle(&mut self, request: &Request, now: Timestamp) -> Response {
        self.store.now = self.store.now.max(now);
        let request_id = self.next_request_id();
        let mut record = CallRecord {
            at: self.store.now,
            region: String::new(),
            service: None,
            operation: String::new(),
            writes: false,
            refused: None,
        };
        let service = service_of(request);
        let (service, answer) = match route(request, service) {
            Ok(routed) => {
                record.region.clone_from(&routed.region);
                record.service = Some(routed.service);
                record.operation.clone_from(&routed.operation);
                (routed.service, self.run(&routed, &mut record))
            }
            Err(refusal) => (service.unwrap_or(Service::Ec2), Err(refusal)),
        };
        let response = match answer {
            Ok(answer) => render_answer(service, &record.operation, &request_id, answer),
            Err(refusal) => {
                record.refused = Some(refusal.code.to_string());
                render_refusal(service, &request_id, &refusal)
            }
        };
        self.log.push(record);
        response
    }

    fn run(&mut self, routed: &Routed, record: &mut CallRecord) -> Result<Answer, Refusal> {
        let known = Self::operations()
            .find(|(service, operation)| *service == routed.service && operation.name == routed.operation);
        let Some((service, operation)) = known else {
            // "Common errors" of EC2 and the query services: InvalidAction. Smithy JSON protocols:
            // UnknownOperationException.
            let code = match routed.service.protocol() {
                Protocol::Ec2 | Protocol::Query => "InvalidAction",
                Protocol::Json => "UnknownOperationException",
            };
            let message = format!("The action {} is not valid for this web service.", routed.operation);
            return Err(Refusal::new(code, message));
        };
        record.writes = operation.writes;

        let now = self.store.now;
        let region = region_of(&mut self.store, &self.settings, &routed.region);
        region.unseen = self.settings.durations.unseen;
        world::advance(region, &self.settings, now);

        let input = Input::new(&routed.parameters, service.protocol());
        if self.settings.throttle {
            self.throttle.admit((service, operation), &region.name, input, now)?;
        }
        let token = operation.token.and_then(|name| Some((name, input.optional(name)?)));
        let asked = token.map(|(name, token)| {
            (format!("{} {token}", operation.name), input.fingerprint(&[name, "DryRun"]))
        });
        if let Some((key, asked)) = &asked
            && let Some(known) = region.tokens.get(key).filter(|known| now < known.at + TOKEN_LIFE)
        {
            if known.input == *asked {
                return Ok(known.answer.clone());
            }
            // EC2 developer guide, "Ensuring idempotency in Amazon EC2 API requests".
            let message = "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).";
            return Err(Refusal::new("IdempotentParameterMismatch", message));
        }

        let mut call = Call { service, operation: operation.name, input, region, settings: &self.settings };
        let answer = (operation.run)(&mut call)?;
        // An operation that reads nothing need not say `begin`.
        call.begin()?;
        if let Some((key, input)) = asked {
            region.tokens.insert(key, TokenUse { at: now, input, answer: answer.clone() });
        }
        // What follows from it, and what it entered for now, happens before anybody looks.
        if operation.writes {
            world::settle(region, &self.settings);
        }
        world::advance(region, &self.settings, now);
        Ok(answer)
    }

    #[cfg(test)]
    pub(crate) fn region_mut(&mut self, name: &str) -> Option<&mut Region> {
        self.store.regions.get_mut(name)
    }

    /// A UUID that is the same for the same request of the same run.
    fn next_request_id(&self) -> String {
        format!("00000000-0000-4000-8000-{:012x}", self.log.len() + 1)
    }
}

/// The region of this name, made if it is seen for the first time.
fn region_of<'a>(store: &'a mut Store, settings: &Settings, name: &str) -> &'a mut Region {
    store.regions.entry(name.to_owned()).or_insert_with(|| {
        let mut region = Region::new(name, &settings.account, store.now);
        region.dns.clone_from(&store.dns);
        service::ec2::found_region(&mut region, settings);
        region
    })
}

/// How long an idempotency token is remembered (EC2 developer guide: at least 24 hours; ACM documents one hour for its
/// own and asks for it in its operation).
const TOKEN_LIFE: Span = Span::hours(24);

/// The service: the host's first label, or the one of the credential scope.
fn service_of(request: &Request) -> Option<Service> {
    let label = request.host.split(['.', ':']).next().unwrap_or_default();
    let scope = credential_scope(request).map(|(_, service)| service).unwrap_or_default();
    Service::ALL.into_iter().find(|service| [label, scope].contains(&service.host_prefix()))
}

/// Region and service of `Credential=<key>/<date>/<region>/<service>/aws4_request`.
fn credential_scope(request: &Request) -> Option<(&str, &str)> {
    let header = request.headers.get("authorization")?;
    let credential = header.split_once("Credential=")?.1;
    let mut parts = credential.split(['/', ',']).skip(2);
    Some((parts.next()?, parts.next()?))
}

fn route(request: &Request, service: Option<Service>) -> Result<Routed, Refusal> {
    // "Common errors" of EC2; a host that no service has would not even resolve.
    let Some(service) = service else {
        return Err(Refusal::new("InvalidAction", format!("no service answers at '{}'", request.host)));
    };
    let region =
        credential_scope(request).map(|(region, _)| region).or_else(|| request.host.split('.').nth(1));
    let region = region.filter(|region| service::ec2::zones::zones_of(region).is_some());
    let Some(region) = region else {
        let message = format!("the region of a request to '{}' is not known", request.host);
        return Err(Refusal::new("InvalidParameterValue", message));
    };
    let (operation, parameters) = match service.protocol() {
        Protocol::Ec2 | Protocol::Query => route_form(request, service)?,
        Protocol::Json => route_json(request, service)?,
    };
    Ok(Routed { service, region: region.to_owned(), operation, parameters })
}

fn route_form(request: &Request, service: Service) -> Result<(String, Node), Refusal> {
    let parameters = wire::form::parse_form(&request.body)?;
    let input = Input::new(&parameters, service.protocol());
    // "Common errors" of EC2 and the query services.
    let operation = input.optional("Action").ok_or_else(|| {
        Refusal::new("MissingAction", "The request is missing an action or a required parameter.")
    })?;
    let version = input.optional("Version").unwrap_or_default();
    if version != service.version() {
        let message = format!("Could not find operation {operation} for version {version}");
        return Err(Refusal::new("InvalidAction", message));
    }
    let operation = operation.to_owned();
    let Node::Branch(mut children) = parameters else { return Ok((operation, Node::empty())) };
    children.remove("Action");
    children.remove("Version");
    Ok((operation, Node::Branch(children)))
}

fn route_json(request: &Request, service: Service) -> Result<(String, Node), Refusal> {
    let target = request.headers.get("x-amz-target").map(String::as_str).unwrap_or_default();
    let operation = target.strip_prefix(service.version()).and_then(|rest| rest.strip_prefix('.'));
    let operation = operation
        .ok_or_else(|| Refusal::new("UnknownOperationException", format!("'{target}' names no operation")))?;
    Ok((operation.to_owned(), wire::form::parse_json(&request.body)?))
}
