//! Systems Manager: parameters, the account's own and the public ones that name machine images.
//!
//! Only the newest version of a parameter is kept; labels, policies and hierarchies by path are not here.

use serde_json::{Value, json};

use super::ec2::image::image_of_parameter;
use crate::clock::Timestamp;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::parameter::Parameter;
use crate::store::{Region, Tags};
use crate::wire::answer::Answer;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::read("GetParameter", get_parameter),
    Operation::read("GetParameters", get_parameters),
    Operation::write("PutParameter", put_parameter),
    Operation::write("DeleteParameter", delete_parameter),
    Operation::write("DeleteParameters", delete_parameters),
];

fn get_parameter(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = call.input.text("Name")?;
    let decrypted = call.input.flag("WithDecryption")?.unwrap_or(false);
    call.begin()?;
    let parameter = show_parameter(call.region, name, decrypted).ok_or_else(|| not_found(name))?;
    Ok(Answer::Json(json!({ "Parameter": parameter })))
}

fn get_parameters(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let names = read_names(call)?;
    let decrypted = call.input.flag("WithDecryption")?.unwrap_or(false);
    call.begin()?;
    let mut shown = Vec::new();
    let mut unknown = Vec::new();
    for name in names {
        match show_parameter(call.region, &name, decrypted) {
            Some(parameter) => shown.push(parameter),
            None => unknown.push(name),
        }
    }
    Ok(Answer::Json(json!({ "Parameters": shown, "InvalidParameters": unknown })))
}

/// Ten at most (API reference, GetParameters and DeleteParameters).
fn read_names(call: &Call<'_>) -> Result<Vec<String>, Refusal> {
    let names = call.input.texts("Names");
    if names.is_empty() || names.len() > 10 {
        let message =
            format!("Value of length {} at 'names' failed to satisfy constraint: 1 to 10", names.len());
        return Err(invalid(message));
    }
    Ok(names)
}

/// A parameter as GetParameter shows it; `name` may end in `:<version>`.
fn show_parameter(region: &Region, name: &str, decrypted: bool) -> Option<Value> {
    if let Some(image) = image_of_parameter(region, name) {
        let arn = format!("arn:aws:ssm:{}::parameter{name}", region.name);
        return Some(show(name, "String", &image.id, 1, image.made_at, arn, "aws:ec2:image"));
    }
    let (plain, version) = match name.rsplit_once(':') {
        Some((plain, version)) => (plain, Some(version.parse::<u64>().ok()?)),
        None => (name, None),
    };
    let parameter = region.parameters.get(plain)?;
    if version.is_some_and(|version| version != parameter.version) {
        return None;
    }
    let separator = if plain.starts_with('/') { "" } else { "/" };
    let arn = region.arn("ssm", &format!("parameter{separator}{plain}"));
    // A SecureString that is not to be decrypted is shown as what KMS made of it.
    let hidden = parameter.parameter_type == "SecureString" && !decrypted;
    let value = if hidden { "AQICAHencrypted" } else { parameter.value.as_str() };
    Some(show(plain, &parameter.parameter_type, value, parameter.version, parameter.changed_at, arn, "text"))
}

fn show(
    name: &str,
    parameter_type: &str,
    value: &str,
    version: u64,
    changed_at: Timestamp,
    arn: String,
    data_type: &str,
) -> Value {
    json!({
        "Name": name,
        "Type": parameter_type,
        "Value": value,
        "Version": version,
        "LastModifiedDate": changed_at.epoch_seconds(),
        "ARN": arn,
        "DataType": data_type,
    })
}

fn put_parameter(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let input = call.input;
    let name = input.text("Name")?;
    let value = input.text("Value")?;
    let given_type = input.optional("Type");
    let overwrite = input.flag("Overwrite")?.unwrap_or(false);
    input.optional("Description");
    let tags = read_tags(call)?;
    // The AWS-managed key is the only one here; a tier other than the standard one changes only the size.
    let key = input.optional("KeyId");
    let tier = input.optional("Tier").unwrap_or("Standard");
    call.begin()?;

    refuse_name(name)?;
    if let Some(key) = key.filter(|key| *key != "alias/aws/ssm") {
        // API reference, PutParameter: InvalidKeyId.
        return Err(Refusal::new("InvalidKeyId", format!("Unable to resolve key {key}")));
    }
    // API reference, PutParameter: 4 KB standard, 8 KB advanced.
    let most = if tier == "Standard" { 4096 } else { 8192 };
    if value.len() > most {
        let message =
            format!("{tier} tier parameters support a maximum parameter value of {most} characters.");
        return Err(invalid(message));
    }
    if overwrite && !tags.is_empty() {
        // API reference, PutParameter, Tags; the words are those that the service answers.
        let message = "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag.";
        return Err(invalid(message.to_owned()));
    }
    let known = call.region.parameters.get(name);
    if known.is_some() && !overwrite {
        // API reference, PutParameter: ParameterAlreadyExists.
        let message = "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.";
        return Err(Refusal::new("ParameterAlreadyExists", message));
    }
    let parameter_type = match (given_type, known) {
        (Some(word @ ("String" | "StringList" | "SecureString")), _) => word.to_owned(),
        (Some(word), _) => {
            // API reference, PutParameter: UnsupportedParameterType.
            return Err(Refusal::new(
                "UnsupportedParameterType",
                format!("The parameter type {word} isn't supported."),
            ));
        }
        (None, Some(known)) => known.parameter_type.clone(),
        (None, None) => {
            return Err(invalid("A parameter type is required when you create a parameter.".to_owned()));
        }
    };
    let parameter = Parameter {
        parameter_type,
        value: value.to_owned(),
        version: known.map_or(1, |known| known.version + 1),
        changed_at: call.region.now,
        tags: known.map_or(tags, |known| known.tags.clone()),
    };
    let version = parameter.version;
    call.region.parameters.insert(name.to_owned(), parameter);
    Ok(Answer::Json(json!({ "Version": version, "Tier": tier })))
}

fn read_tags(call: &Call<'_>) -> Result<Tags, Refusal> {
    let mut tags = Tags::new();
    for tag in call.input.structures("Tags") {
        tags.insert(tag.text("Key")?.to_owned(), tag.optional("Value").unwrap_or_default().to_owned());
    }
    // Systems Manager user guide, "Tagging": 50, and `aws:` is AWS's.
    if tags.len() > call.settings.quotas.tags {
        return Err(Refusal::new("TooManyTagsError", "The number of tags exceeds the limit of a resource."));
    }
    if tags.keys().any(|key| key.to_ascii_lowercase().starts_with("aws:")) {
        return Err(invalid("Tag keys starting with 'aws:' are reserved".to_owned()));
    }
    Ok(tags)
}

/// API reference, PutParameter, Name: letters, digits and `_.-`, `/` between parts, at most 15 of these, no part that
/// begins with `aws` or `ssm` at the front.
fn refuse_name(name: &str) -> Result<(), Refusal> {
    let fits = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-/".contains(&byte));
    let reserved = name.trim_start_matches('/').to_ascii_lowercase();
    let inside_slash = name.contains('/') && !name.starts_with('/');
    if !fits || name.len() > 1011 || inside_slash || name.ends_with('/') || name.matches('/').count() > 15 {
        let message = "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_";
        return Err(invalid(message.to_owned()));
    }
    if reserved.starts_with("aws") || reserved.starts_with("ssm") {
        let message = format!("No access to reserved parameter name: {name}.");
        return Err(Refusal::new("AccessDeniedException", message));
    }
    Ok(())
}

fn delete_parameter(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = call.input.text("Name")?;
    call.begin()?;
    call.region.parameters.remove(name).ok_or_else(|| not_found(name))?;
    Ok(Answer::Json(json!({})))
}

fn delete_parameters(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let names = read_names(call)?;
    call.begin()?;
    let (deleted, unknown): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| call.region.parameters.remove(name).is_some());
    Ok(Answer::Json(json!({ "DeletedParameters": deleted, "InvalidParameters": unknown })))
}

/// API reference, GetParameter: ParameterNotFound.
fn not_found(name: &str) -> Refusal {
    Refusal::new("ParameterNotFound", format!("Parameter {name} not found."))
}

/// "Common errors" of the API reference: ValidationException.
fn invalid(message: String) -> Refusal {
    Refusal::new("ValidationException", message)
}
