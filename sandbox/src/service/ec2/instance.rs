//! Instances: launched, listed, changed, terminated.

use std::collections::BTreeMap;

use super::instance_answer::{write_reservation, write_state};
use super::instance_life::end_instance;
use super::launch::{Launch, launch, plan_launch, wear};
use super::launch_data::{read_launch_data, read_metadata, write_metadata};
use super::launch_template::{Named, resolve};
use crate::filter::{Field, Listing, list};
use crate::interface::Interface;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::machine::Instance;
use crate::store::{Region, find, find_mut};
use crate::wire::answer::Answer;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("RunInstances", run_instances).with_token("ClientToken"),
    Operation::read("DescribeInstances", describe_instances),
    Operation::read("DescribeInstanceStatus", describe_instance_status),
    Operation::read("DescribeInstanceAttribute", describe_instance_attribute),
    Operation::write("TerminateInstances", terminate_instances),
    Operation::write("ModifyInstanceAttribute", modify_instance_attribute),
    Operation::write("ModifyInstanceMetadataOptions", modify_instance_metadata_options),
    Operation::write("MonitorInstances", monitor_instances),
    Operation::write("UnmonitorInstances", unmonitor_instances),
];

fn run_instances(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let input = call.input;
    let least = input.number("MinCount")?.ok_or_else(|| Refusal::missing("MinCount"))?;
    let most = input.number("MaxCount")?.ok_or_else(|| Refusal::missing("MaxCount"))?;
    let data = read_launch_data(input, call.settings)?;
    let subnet = input.optional("SubnetId").map(str::to_owned);
    let template = match input.structure("LaunchTemplate") {
        Some(inside) => Some((Named::read(inside)?, inside.optional("Version"))),
        None => None,
    };
    let token = input.optional("ClientToken").map(str::to_owned);

    // EC2 API reference, RunInstances: counts. What follows is judged for a dry run too.
    if least < 1 || most < least {
        return Err(Refusal::value(format!(
            "Value ({least}) for parameter minCount is invalid: 1 to maxCount ({most})"
        )));
    }
    let (template, data) = match template {
        None => (None, data),
        Some((named, version)) => {
            let (used, below) = resolve(call.region, named, version)?;
            (Some(used), below.overridden_by(data))
        }
    };
    let free = |subnet: &Option<String>| {
        let subnet = subnet.as_ref().and_then(|id| call.region.subnets.get(id));
        subnet.map_or(usize::MAX, |subnet| subnet.free_addresses())
    };
    let (least, most) = (to_count(least), to_count(most));
    let count = most.min(free(&subnet).max(least));
    let wanted = Launch { data, template, subnet, count, token, group: None };
    let planned = plan_launch(call.region, call.settings, wanted)?;
    call.begin()?;

    let launched = launch(call.region, call.settings, planned)?;
    let region = &*call.region;
    let rows: Vec<&Instance> = launched.iter().filter_map(|id| region.instances.get(id)).collect();
    Ok(Answer::ec2(|xml| write_reservation(xml, &rows, region)))
}

fn to_count(number: i64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// EC2 API reference, DescribeInstances.
const FIELDS: &[Field<Instance>] = &[
    ("availability-zone", |instance, _| vec![instance.zone.clone()]),
    ("client-token", |instance, _| instance.token.iter().cloned().collect()),
    ("image-id", |instance, _| vec![instance.image.clone()]),
    ("instance-id", |instance, _| vec![instance.id.clone()]),
    ("instance-state-code", |instance, region| vec![instance.state(region.now).0.to_string()]),
    ("instance-state-name", |instance, region| vec![instance.state(region.now).1.to_owned()]),
    ("instance-type", |instance, _| vec![instance.instance_type.clone()]),
    ("instance.group-id", |instance, region| groups_of(instance, region)),
    ("ip-address", |instance, region| {
        let public = interface_of(instance, region).and_then(|interface| interface.public.as_ref());
        public.map(|public| public.address.to_string()).into_iter().collect()
    }),
    ("key-name", |instance, _| instance.key.iter().cloned().collect()),
    ("network-interface.group-id", |instance, region| groups_of(instance, region)),
    ("private-ip-address", |instance, region| {
        interface_of(instance, region).map(|interface| interface.address.to_string()).into_iter().collect()
    }),
    ("reservation-id", |instance, _| vec![instance.reservation.clone()]),
    ("subnet-id", |instance, _| vec![instance.subnet.clone()]),
    ("vpc-id", |instance, _| vec![instance.vpc.clone()]),
];

/// The network interface of an instance that is not terminated.
pub(crate) fn interface_of<'a>(instance: &Instance, region: &'a Region) -> Option<&'a Interface> {
    region.interfaces.get(instance.interface.as_ref()?)
}

fn groups_of(instance: &Instance, region: &Region) -> Vec<String> {
    interface_of(instance, region).map(|interface| interface.groups.clone()).unwrap_or_default()
}

fn describe_instances(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listed = list(call, &Listing { ids: "InstanceId", fields: FIELDS, page: Some((5, 1000)) })?;
    let mut reservations: BTreeMap<&str, Vec<&Instance>> = BTreeMap::new();
    for instance in &listed.rows {
        reservations.entry(&instance.reservation).or_default().push(instance);
    }
    Ok(Answer::ec2(|xml| {
        xml.list("reservationSet", reservations.values(), |xml, rows| {
            write_reservation(xml, rows, call.region)
        });
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn describe_instance_status(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let all = call.input.flag("IncludeAllInstances")?.unwrap_or(false);
    let mut listed = list(call, &Listing { ids: "InstanceId", fields: FIELDS, page: Some((5, 1000)) })?;
    let now = call.region.now;
    // EC2 API reference, DescribeInstanceStatus: running ones only, unless all are asked for.
    listed.rows.retain(|instance| all || instance.state(now).1 == "running");
    Ok(Answer::ec2(|xml| {
        xml.list("instanceStatusSet", &listed.rows, |xml, instance| {
            xml.text("instanceId", &instance.id);
            xml.text("availabilityZone", &instance.zone);
            xml.element("instanceState", |xml| write_state(xml, instance.state(now)));
            let status = match instance.state(now).1 {
                "running" if now >= instance.boots_at => ("ok", "passed"),
                "running" => ("initializing", "initializing"),
                _ => ("not-applicable", "insufficient-data"),
            };
            for name in ["instanceStatus", "systemStatus"] {
                xml.element(name, |xml| {
                    xml.text("status", status.0);
                    xml.list("details", [status.1], |xml, detail| {
                        xml.text("name", "reachability");
                        xml.text("status", detail);
                    });
                });
            }
        });
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn describe_instance_attribute(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("InstanceId")?;
    let attribute = call.input.text("Attribute")?;
    call.begin()?;
    let instance = find::<Instance>(call.region, id)?;
    let value = match attribute {
        "disableApiTermination" => Some(instance.termination_protection.to_string()),
        "instanceInitiatedShutdownBehavior" => Some(instance.shutdown.clone()),
        "instanceType" => Some(instance.instance_type.clone()),
        "userData" => instance.user_data.clone(),
        // EC2 API reference, DescribeInstanceAttribute: the others that AWS has are not kept here.
        other => return Err(Refusal::value(format!("Value ({other}) for parameter attribute is invalid."))),
    };
    Ok(Answer::ec2(|xml| {
        xml.text("instanceId", id);
        xml.element(attribute, |xml| xml.optional("value", value));
    }))
}

fn terminate_instances(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let ids = read_ids(call)?;
    call.begin()?;
    for id in &ids {
        if find::<Instance>(call.region, id)?.termination_protection {
            // EC2 user guide, "Change instance termination protection"; the words are those that EC2 answers.
            let message = format!(
                "The instance '{id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again."
            );
            return Err(Refusal::new("OperationNotPermitted", message));
        }
    }
    let now = call.region.now;
    let mut changes = Vec::new();
    for id in ids {
        let before = find::<Instance>(call.region, &id)?.state(now);
        end_instance(
            call.region,
            call.settings,
            &id,
            "Client.UserInitiatedShutdown",
            "User initiated shutdown",
        );
        let after = find::<Instance>(call.region, &id)?.state(now);
        changes.push((id, before, after));
    }
    Ok(Answer::ec2(|xml| {
        xml.list("instancesSet", changes, |xml, (id, before, after)| {
            xml.text("instanceId", id);
            xml.element("previousState", |xml| write_state(xml, before));
            xml.element("currentState", |xml| write_state(xml, after));
        });
    }))
}

fn read_ids(call: &Call<'_>) -> Result<Vec<String>, Refusal> {
    let mut ids = call.input.texts("InstanceId");
    ids.sort();
    ids.dedup();
    if ids.is_empty() { Err(Refusal::missing("InstanceId")) } else { Ok(ids) }
}

fn modify_instance_attribute(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let input = call.input;
    let id = input.text("InstanceId")?;
    let flag = |name: &str| {
        input.structure(name).map(|inside| inside.flag("Value")).transpose().map(Option::flatten)
    };
    let protection = flag("DisableApiTermination")?;
    let check = flag("SourceDestCheck")?;
    let text =
        |name: &str| input.structure(name).and_then(|inside| inside.optional("Value")).map(str::to_owned);
    let shutdown = text("InstanceInitiatedShutdownBehavior");
    let stopped_only = text("InstanceType").or_else(|| text("UserData"));
    let groups = input.texts("GroupId");
    call.begin()?;

    let instance = find::<Instance>(call.region, id)?;
    if stopped_only.is_some() {
        // EC2 API reference, ModifyInstanceAttribute: type and user data of a stopped instance only.
        let message = format!("The instance '{id}' is not in the 'stopped' state.");
        return Err(Refusal::new("IncorrectInstanceState", message));
    }
    let given = usize::from(protection.is_some())
        + usize::from(check.is_some())
        + usize::from(shutdown.is_some())
        + usize::from(!groups.is_empty());
    if given != 1 {
        // EC2 API reference, ModifyInstanceAttribute: "You can specify only one attribute at a time".
        return Err(Refusal::combination("Exactly one attribute must be specified"));
    }
    let interface = instance.interface.clone();
    if !groups.is_empty() {
        let groups = wear(call.region, call.settings, &groups, &instance.vpc)?;
        if let Some(interface) = interface.as_ref().and_then(|id| call.region.interfaces.get_mut(id)) {
            interface.groups = groups;
        }
    }
    if let Some(check) = check
        && let Some(interface) = interface.as_ref().and_then(|id| call.region.interfaces.get_mut(id))
    {
        interface.source_dest_check = check;
    }
    let instance = find_mut::<Instance>(call.region, id)?;
    if let Some(protection) = protection {
        instance.termination_protection = protection;
    }
    if let Some(shutdown) = shutdown {
        instance.shutdown = shutdown;
    }
    Ok(Answer::done())
}

fn modify_instance_metadata_options(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("InstanceId")?;
    let asked = read_metadata(call.input)?;
    call.begin()?;
    let instance = find_mut::<Instance>(call.region, id)?;
    let metadata = &mut instance.metadata;
    metadata.tokens = asked.tokens.or(metadata.tokens.take());
    metadata.hop_limit = asked.hop_limit.or(metadata.hop_limit);
    metadata.endpoint = asked.endpoint.or(metadata.endpoint.take());
    metadata.tags = asked.tags.or(metadata.tags.take());
    let metadata = metadata.clone();
    Ok(Answer::ec2(|xml| {
        xml.text("instanceId", id);
        xml.element("instanceMetadataOptions", |xml| write_metadata(xml, &metadata));
    }))
}

fn monitor_instances(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    set_monitoring(call, true)
}

fn unmonitor_instances(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    set_monitoring(call, false)
}

fn set_monitoring(call: &mut Call<'_>, on: bool) -> Result<Answer, Refusal> {
    let ids = read_ids(call)?;
    call.begin()?;
    for id in &ids {
        find::<Instance>(call.region, id)?;
    }
    for id in &ids {
        find_mut::<Instance>(call.region, id)?.monitoring = on;
    }
    Ok(Answer::ec2(|xml| {
        xml.list("instancesSet", &ids, |xml, id| {
            xml.text("instanceId", id);
            xml.element("monitoring", |xml| xml.text("state", if on { "pending" } else { "disabling" }));
        });
    }))
}
