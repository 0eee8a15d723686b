//! Classes of AWS error codes: what an error means for the engine.
//!
//! The table is decided by service, operation and code. A message is looked at only where AWS uses one code for
//! several things (Auto Scaling's `ValidationError`).

use crate::error::AwsError;

/// What an error means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// AWS is slowing us down: later.
    Throttle,
    /// No answer, or a fault on AWS's side. Whether the call had an effect is unknown.
    Unknown,
    /// What the call names is not there: perhaps not yet.
    NotFound,
    /// What the call makes is there already.
    AlreadyThere,
    /// Something still holds what is to be deleted.
    Held,
    /// The resource is in the middle of another change.
    Busy,
    /// The credentials are missing, wrong or expired: the run ends.
    Credentials,
    /// AWS makes something for the first use of a service: once more, soon.
    FirstUse,
    /// Not allowed.
    Permission,
    /// A limit of the account is reached.
    Quota,
    /// AWS has no machine, or no address, at the moment.
    Capacity,
    /// The call is wrong.
    Invalid,
}

impl Class {
    /// What a person can do about an error of this class.
    #[must_use]
    pub const fn hint(self) -> Option<&'static str> {
        match self {
            Class::Credentials => {
                Some("renew the credentials (a lab's session may have ended) and run the command again")
            }
            Class::Permission => {
                Some("the account may not do this: ask for the permission, or leave the thing out")
            }
            Class::Quota => Some(
                "a limit of the account is reached: declare less, delete something else, or have it raised",
            ),
            Class::Capacity => {
                Some("AWS has none at the moment: run the command again later, or take another type or zone")
            }
            Class::Throttle => Some("AWS is slowing the account down: run the command again later"),
            Class::Invalid => {
                Some("AWS takes no such call: this may be a bug of Groundplan, please report it")
            }
            Class::Unknown => {
                Some("it is not known whether the call had an effect: run the command again, it looks first")
            }
            _ => None,
        }
    }
}

/// Codes by class. A `*` at an end stands for any text.
const TABLE: &[(Class, &[&str])] = &[
    (
        Class::Throttle,
        &[
            "RequestLimitExceeded",
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "TooManyRequestsException",
            "RequestThrottled",
            "RequestThrottledException",
            "EC2ThrottledException",
            "SlowDown",
            "ProvisionedThroughputExceededException",
            "TooManyUpdates",
            "PriorRequestNotComplete",
        ],
    ),
    (
        Class::Unknown,
        &[
            "InternalError",
            "InternalFailure",
            "ServiceUnavailable",
            "Unavailable",
            "ServerException",
            "InternalServerError",
            "RequestTimeout",
            "RequestTimeoutException",
        ],
    ),
    (
        Class::Credentials,
        &[
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "RequestTimeTooSkewed",
            "MissingAuthenticationToken",
            "NoCredentials",
        ],
    ),
    (Class::FirstUse, &["ServiceLinkedRoleFailure"]),
    (
        Class::Permission,
        &[
            "UnauthorizedOperation",
            "AccessDenied",
            "AccessDeniedException",
            "OptInRequired",
            "AuthFailure.ServiceLinkedRoleCreationNotPermitted",
        ],
    ),
    (
        Class::AlreadyThere,
        &[
            "InvalidGroup.Duplicate",
            "InvalidSubnet.Conflict",
            "RouteAlreadyExists",
            "Resource.AlreadyAssociated",
            "InvalidPermission.Duplicate",
            "InvalidLaunchTemplateName.AlreadyExistsException",
            "DuplicateLoadBalancerName",
            "DuplicateTargetGroupName",
            "DuplicateListener",
            "PriorityInUse",
            "AlreadyExists",
            "AlreadyExistsFault",
        ],
    ),
    (
        Class::Held,
        &[
            "DependencyViolation",
            "InvalidGroup.InUse",
            "ResourceInUse",
            "ResourceInUseException",
            "ResourceInUseFault",
            "ScalingActivityInProgress",
            "InvalidIPAddress.InUse",
        ],
    ),
    (
        Class::Busy,
        &[
            "IncorrectState",
            "IncorrectInstanceState",
            "InvalidState",
            "ResourceContention",
            "ResourceContentionFault",
            "InstanceRefreshInProgress",
            "OperationAborted",
            "ConcurrentModification",
            // ACM, while a listener that used a certificate is still letting go of it (API model, DeleteCertificate).
            "ConflictException",
        ],
    ),
    (
        Class::NotFound,
        &[
            "Gateway.NotAttached",
            "NatGatewayNotFound",
            "RuleNotFound",
            "LoadBalancerNotFound",
            "TargetGroupNotFound",
            "ListenerNotFound",
            "CertificateNotFound",
            // "The specified subnet does not exist", "The specified security group does not exist" (ELBv2 API model).
            "SubnetNotFound",
            "InvalidSecurityGroup",
            "ResourceNotFoundException",
            "ParameterNotFound",
            "InvalidLaunchTemplateName.NotFoundException",
            "InvalidLaunchTemplateId.VersionNotFound",
            "*.NotFound",
        ],
    ),
    (
        Class::Capacity,
        &[
            "InsufficientInstanceCapacity",
            "InsufficientFreeAddressesInSubnet",
            "InsufficientAddressCapacity",
            "Unsupported",
        ],
    ),
    (
        Class::Quota,
        &[
            "*LimitExceeded",
            "*LimitExceededException",
            "*LimitExceededFault",
            "*QuotaExceeded",
            "ServiceQuotaExceededException",
            "MaxSpotInstanceCountExceeded",
            "TargetGroupAssociationLimit",
            "TooMany*",
        ],
    ),
];

/// The class of an error. What no row knows is decided by the HTTP status.
#[must_use]
pub fn classify(error: &AwsError) -> Class {
    let Some(code) = error.code.as_deref() else {
        return match error.status {
            Some(429 | 503) => Class::Throttle,
            Some(400..=499) => Class::Invalid,
            _ if names_credentials(&error.message) => Class::Credentials,
            _ => Class::Unknown,
        };
    };
    let message = error.message.to_ascii_lowercase();
    match (error.service, code) {
        // An address that a service still holds answers so, and not for the caller's sake.
        (_, "AuthFailure") if error.operation == "ReleaseAddress" => return Class::Held,
        // An image of somebody else answers so too: "Not authorized for images: [ami-…]".
        (_, "AuthFailure") if message.contains("not authorized for") => return Class::Permission,
        (_, "AuthFailure") => return Class::Credentials,
        // Deletion protection says so for good, a balancer in transition for a moment: the engine asks before.
        (_, "OperationNotPermitted") if message.contains("service linked role") => return Class::FirstUse,
        (_, "OperationNotPermitted") => return Class::Busy,
        ("autoscaling" | "elasticloadbalancing", "ValidationError") if names_absent(&message) => {
            return Class::NotFound;
        }
        (_, "ValidationError" | "InvalidParameterValue") if message.contains("service-linked role") => {
            return Class::FirstUse;
        }
        // A machine is registered with a target group when it runs.
        (_, "InvalidTarget") if message.contains("running") => return Class::Busy,
        ("ec2", "InvalidParameterValue") if message.contains("iaminstanceprofile") => return Class::NotFound,
        _ => {}
    }
    for (class, codes) in TABLE {
        if codes.iter().any(|pattern| matches(pattern, code)) {
            return *class;
        }
    }
    match error.status {
        Some(429 | 503) => Class::Throttle,
        Some(500..=599) => Class::Unknown,
        _ => Class::Invalid,
    }
}

/// What these services say of a thing that they do not know, or not yet: they have one code for all that is wrong.
/// "AutoScalingGroup name not found", "The VPC ID 'vpc-1' is not found", "The subnet ID 'subnet-1' does not exist",
/// "Provided Target Groups may not be valid. Please ensure they exist and try again", "Trying to remove Target Groups
/// that are not part of the group", "Invalid IAM Instance Profile name".
fn names_absent(message: &str) -> bool {
    let said = [
        "not found",
        "does not exist",
        "please ensure they exist",
        "not part of the group",
        "invalid iam instance profile",
    ];
    said.iter().any(|said| message.contains(said))
}

/// The SDK finds no credentials before a call is made, so there is neither code nor answer.
fn names_credentials(message: &str) -> bool {
    message.contains("credentials") || message.contains("identity")
}

fn matches(pattern: &str, code: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => code.ends_with(end),
        (_, Some(start)) => code.starts_with(start),
        _ => pattern == code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(service: &'static str, operation: &'static str, code: &str, message: &str) -> AwsError {
        AwsError {
            service,
            operation,
            code: Some(code.into()),
            message: message.into(),
            status: Some(400),
            ..AwsError::default()
        }
    }

    #[test]
    fn codes_have_the_class_that_the_engine_acts_on() {
        let rows = [
            ("RequestLimitExceeded", Class::Throttle),
            ("TooManyRequestsException", Class::Throttle),
            ("InternalError", Class::Unknown),
            ("ExpiredToken", Class::Credentials),
            ("UnauthorizedOperation", Class::Permission),
            ("InvalidSubnet.Conflict", Class::AlreadyThere),
            ("DependencyViolation", Class::Held),
            ("ResourceInUse", Class::Held),
            ("InstanceRefreshInProgress", Class::Busy),
            ("InvalidVpcID.NotFound", Class::NotFound),
            ("InvalidGroup.NotFound", Class::NotFound),
            ("TargetGroupNotFound", Class::NotFound),
            ("VpcLimitExceeded", Class::Quota),
            ("TooManyLoadBalancers", Class::Quota),
            ("LimitExceededException", Class::Quota),
            ("InsufficientInstanceCapacity", Class::Capacity),
            ("InvalidSubnet.Range", Class::Invalid),
            ("NeverHeardOf", Class::Invalid),
        ];
        for (code, class) in rows {
            assert_eq!(classify(&error("ec2", "CreateVpc", code, "")), class, "{code}");
        }
    }

    #[test]
    fn one_code_for_several_things_is_told_apart() {
        let missing = error(
            "autoscaling",
            "UpdateAutoScalingGroup",
            "ValidationError",
            "AutoScalingGroup name not found",
        );
        assert_eq!(classify(&missing), Class::NotFound);
        let sizes =
            error("autoscaling", "UpdateAutoScalingGroup", "ValidationError", "Max bound must be greater");
        assert_eq!(classify(&sizes), Class::Invalid);
        assert_eq!(classify(&error("ec2", "ReleaseAddress", "AuthFailure", "")), Class::Held);
        assert_eq!(classify(&error("ec2", "DescribeVpcs", "AuthFailure", "")), Class::Credentials);
        let image = error("ec2", "RunInstances", "AuthFailure", "Not authorized for images: [ami-1]");
        assert_eq!(classify(&image), Class::Permission);
    }

    #[test]
    fn what_a_service_does_not_know_yet_is_not_found_whatever_its_code() {
        for (service, operation, code, message) in [
            ("elasticloadbalancing", "CreateLoadBalancer", "SubnetNotFound", ""),
            ("elasticloadbalancing", "CreateLoadBalancer", "InvalidSecurityGroup", ""),
            (
                "elasticloadbalancing",
                "CreateTargetGroup",
                "ValidationError",
                "The VPC ID 'vpc-1' is not found",
            ),
            (
                "autoscaling",
                "CreateAutoScalingGroup",
                "ValidationError",
                "The subnet ID 'subnet-1' does not exist",
            ),
            (
                "autoscaling",
                "CreateAutoScalingGroup",
                "ValidationError",
                "Provided Target Groups may not be valid. Please ensure they exist and try again.",
            ),
        ] {
            let class = classify(&error(service, operation, code, message));
            assert_eq!(class, Class::NotFound, "{operation} {code} {message}");
        }
    }

    #[test]
    fn an_answer_without_code_is_judged_by_its_status() {
        let status = |status| AwsError { status, ..AwsError::default() };
        assert_eq!(classify(&status(Some(503))), Class::Throttle);
        assert_eq!(classify(&status(Some(500))), Class::Unknown);
        assert_eq!(classify(&status(Some(413))), Class::Invalid);
        assert_eq!(classify(&status(None)), Class::Unknown);
    }

    #[test]
    fn no_code_stands_in_two_classes() {
        let mut codes: Vec<&str> = TABLE.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }
}
