//! Properties of load balancers: listeners, arms, actions, targets, health checks, and certificates.

use super::network::tags;
use super::records::*;
use super::{Block, Form, Property, Shape, Type, forms};

/// The content types of a fixed response. Source: ELBv2 API model, FixedResponseActionConfig, 2026-09.
const CONTENT_TYPES: &[&str] =
    &["text/plain", "text/css", "text/html", "application/javascript", "application/json"];

/// The properties of this file.
pub(super) static PROPERTIES: &[Property] = &[
    Property::operand(Block::Certificate, "host", Type::Text, "host")
        .or_param()
        .shapes(&[Shape { rule: &CERTIFICATE_DOMAIN_FORM, form: Form::Text(forms::certificate_name) }]),
    Property::operand(Block::Certificate, "first host", Type::Text, "first host").or_param().shapes(&[
        Shape { rule: &CERTIFICATE_DOMAIN_FORM, form: Form::Text(forms::certificate_name) },
        Shape { rule: &CERTIFICATE_FIRST_NAME_OVER_64, form: Form::Text(forms::certificate_first_name) },
    ]),
    Property::operand(Block::Certificate, "arn", Type::Text, "certificate ARN")
        .shapes(&[Shape { rule: &CERTIFICATE_PLACEHOLDER_ARN, form: Form::Text(forms::certificate_arn) }]),
    tags(Block::Certificate),
    Property::key(Block::LoadBalancer, "groups", Type::Names("group"), "groups"),
    Property::key(Block::LoadBalancer, "idle_timeout", Type::Seconds, "idle timeout")
        .or("60 s")
        .shapes(&[Shape { rule: &ALB_IDLE_TIMEOUT_RANGE, form: Form::Range(1, 4000) }]),
    Property::key(Block::LoadBalancer, "deletion_protection", Type::YesNo, "deletion protection")
        .or_param()
        .or("no"),
    tags(Block::LoadBalancer),
    Property::operand(Block::Listen, "protocol", Type::Word(&["http", "https"]), "protocol of a listener")
        .shapes(&[Shape { rule: &LISTENER_PROTOCOL_NOT_FOR_ALB, form: Form::Texts(&["http", "https"]) }]),
    Property::operand(Block::Listen, "port", Type::Port, "port")
        .shapes(&[Shape { rule: &LISTENER_PORT_RANGE, form: Form::Range(1, 65_535) }]),
    Property::key(Block::Listen, "certificates", Type::Names("certificate"), "certificates"),
    Property::key(Block::Listen, "ssl_policy", Type::Text, "TLS policy")
        .or("\"ELBSecurityPolicy-TLS13-1-2-2021-06\"")
        .shapes(&[Shape { rule: &TLS_POLICY_UNKNOWN, form: Form::Text(forms::tls_policy) }]),
    Property::operand(Block::Arm, "host", Type::Text, "host").or_param().shapes(&[
        Shape { rule: &HOST_TOO_LONG, form: Form::Length(1, 128) },
        Shape { rule: &HOST_BAD_CHARACTER, form: Form::Text(forms::host_characters) },
        Shape { rule: &HOST_WITHOUT_DOT, form: Form::Text(forms::host_dot) },
        Shape { rule: &HOST_BAD_DOTS, form: Form::Text(forms::host_labels) },
        Shape { rule: &HOST_LAST_LABEL_NOT_LETTERS, form: Form::Text(forms::host_last_label) },
    ]),
    Property::operand(Block::Arm, "path", Type::Text, "path pattern").shapes(&[
        Shape { rule: &PATH_TOO_LONG, form: Form::Length(1, 128) },
        Shape { rule: &PATH_BAD_CHARACTER, form: Form::Text(forms::path_characters) },
        Shape { rule: &PATH_WITHOUT_SLASH, form: Form::Text(forms::path_slash) },
    ]),
    Property::operand(Block::Redirect, "status", Type::Count, "redirect status")
        .shapes(&[Shape { rule: &REDIRECT_STATUS, form: Form::Numbers(&[301, 302]) }]),
    Property::operand(Block::Redirect, "protocol", Type::Word(&["http", "https"]), "redirect protocol"),
    Property::operand(Block::Redirect, "port", Type::Port, "port")
        .shapes(&[Shape { rule: &LISTENER_PORT_RANGE, form: Form::Range(1, 65_535) }]),
    Property::operand(Block::Respond, "status", Type::Count, "status of a response")
        .shapes(&[Shape { rule: &FIXED_RESPONSE_STATUS, form: Form::Spans(&[(200, 299), (400, 599)]) }]),
    Property::key(Block::Respond, "content_type", Type::Text, "content type")
        .shapes(&[Shape { rule: &FIXED_RESPONSE_CONTENT_TYPE, form: Form::Texts(CONTENT_TYPES) }]),
    Property::key(Block::Respond, "body", Type::Text, "body of a response")
        .shapes(&[Shape { rule: &FIXED_RESPONSE_BODY, form: Form::Length(0, 1024) }]),
    Property::operand(Block::Target, "protocol", Type::Word(&["http"]), "protocol of a target"),
    Property::operand(Block::Target, "port", Type::Port, "port")
        .shapes(&[Shape { rule: &TARGET_GROUP_PORT_RANGE, form: Form::Range(1, 65_535) }]),
    Property::key(
        Block::Target,
        "health_check",
        Type::TextOrBlock("path", Block::HealthCheck),
        "health check",
    )
    .or("\"/\""),
    Property::key(Block::Target, "stickiness", Type::Seconds, "stickiness")
        .shapes(&[Shape { rule: &STICKINESS_DURATION_RANGE, form: Form::Range(1, 604_800) }]),
    Property::key(Block::Target, "deregistration_delay", Type::Seconds, "deregistration delay")
        .or("300 s")
        .shapes(&[Shape { rule: &DEREGISTRATION_DELAY_RANGE, form: Form::Range(0, 3600) }]),
    Property::key(Block::Target, "cross_zone", Type::YesNo, "cross-zone balancing").or_param(),
    Property::key(Block::HealthCheck, "path", Type::Text, "health check path").or("\"/\"").shapes(&[
        Shape { rule: &HEALTH_PATH_FORM, form: Form::Length(1, 1024) },
        Shape { rule: &HEALTH_PATH_FORM, form: Form::Text(forms::health_path) },
    ]),
    Property::key(Block::HealthCheck, "port", Type::Port, "health check port")
        .shapes(&[Shape { rule: &TARGET_GROUP_PORT_RANGE, form: Form::Range(1, 65_535) }]),
    Property::key(Block::HealthCheck, "codes", Type::Codes, "health check codes")
        .or("200")
        .shapes(&[Shape { rule: &HEALTH_MATCHER_FORM, form: Form::Codes(200, 499) }]),
    Property::key(Block::HealthCheck, "interval", Type::Seconds, "health check interval")
        .or("30 s")
        .shapes(&[Shape { rule: &HEALTH_INTERVAL_RANGE, form: Form::Range(5, 300) }]),
    Property::key(Block::HealthCheck, "timeout", Type::Seconds, "health check timeout")
        .or("5 s")
        .shapes(&[Shape { rule: &HEALTH_TIMEOUT_RANGE, form: Form::Range(2, 120) }]),
    Property::key(Block::HealthCheck, "healthy", Type::Count, "healthy threshold")
        .or("5")
        .shapes(&[Shape { rule: &HEALTH_THRESHOLD_RANGE, form: Form::Range(2, 10) }]),
    Property::key(Block::HealthCheck, "unhealthy", Type::Count, "unhealthy threshold")
        .or("2")
        .shapes(&[Shape { rule: &HEALTH_THRESHOLD_RANGE, form: Form::Range(2, 10) }]),
];
