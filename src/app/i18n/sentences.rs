//! What the reader is told of an error.

use adda_protocol::ErrorCode;

use super::{Locale, locale, text};

/// An error as the server tells it, which may be more exact, or its code's sentence where the reader's language is not
/// the server's.
pub fn sentence_of(code: ErrorCode, message: String) -> String {
    if locale() == Locale::default() && !message.is_empty() {
        message
    } else {
        sentence(code).to_owned()
    }
}

/// The code's sentence.
pub fn sentence(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Malformed => text!(errors.malformed),
        ErrorCode::Invalid => text!(errors.invalid),
        ErrorCode::Unauthorized => text!(errors.unauthorized),
        ErrorCode::WrongCredentials => text!(errors.wrong_credentials),
        ErrorCode::AccountBlocked => text!(errors.account_blocked),
        ErrorCode::Forbidden => text!(errors.forbidden),
        ErrorCode::ForeignOrigin => text!(errors.foreign_origin),
        ErrorCode::RegistrationClosed => text!(errors.registration_closed),
        ErrorCode::NotFound => text!(errors.not_found),
        ErrorCode::MethodNotAllowed => text!(errors.method_not_allowed),
        ErrorCode::EmailTaken => text!(errors.email_taken),
        ErrorCode::Conflict => text!(errors.conflict),
        ErrorCode::TooLarge => text!(errors.too_large),
        ErrorCode::UnsupportedMediaType => text!(errors.unsupported_media_type),
        ErrorCode::RateLimited => text!(errors.rate_limited),
        ErrorCode::QueueFull => text!(errors.queue_full),
        ErrorCode::Internal => text!(errors.internal),
        ErrorCode::Unavailable => text!(errors.unavailable),
        ErrorCode::ModelUnavailable => text!(errors.model_unavailable),
        ErrorCode::KeyMissing => text!(errors.key_missing),
        ErrorCode::KeyExists => text!(errors.key_exists),
        ErrorCode::OwnKeyRefused => text!(errors.own_key_refused),
        ErrorCode::OwnKeyUnusable => text!(errors.own_key_unusable),
        ErrorCode::PrivateBlocked => text!(errors.private_blocked),
        ErrorCode::ScopeMissing => text!(errors.scope_missing),
        ErrorCode::ProviderAuth => text!(errors.provider_auth),
        ErrorCode::ProviderRateLimited => text!(errors.provider_rate_limited),
        ErrorCode::ProviderOverloaded => text!(errors.provider_overloaded),
        ErrorCode::ProviderBadRequest => text!(errors.provider_bad_request),
        ErrorCode::ProviderTooLong => text!(errors.provider_too_long),
        ErrorCode::ProviderNetwork => text!(errors.provider_network),
        ErrorCode::ProviderTimeout => text!(errors.provider_timeout),
        ErrorCode::ProviderMalformed => text!(errors.provider_malformed),
        ErrorCode::AnswerLimit => text!(errors.answer_limit),
        ErrorCode::ProviderFiltered => text!(errors.provider_filtered),
        ErrorCode::ServerRestarted => text!(errors.server_restarted),
        ErrorCode::Unknown => text!(errors.unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentence_is_the_one_that_programs_are_told() {
        for code in ErrorCode::ALL {
            assert_eq!(sentence(*code), code.sentence());
        }
    }
}
