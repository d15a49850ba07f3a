//! The person's picture: shown, chosen, cut and taken away. Cutting is for browsers with script; without, the server takes
//! the middle.

use adda_protocol::{ErrorCode, dto::User};
use leptos::prelude::*;

use super::style;
use crate::{
    components::{avatar::Avatar, button, dialog, field::FileField},
    i18n::{self, text},
    pages::settings::frame::style as frame,
    served::{outcome::Outcome, scripts},
};

#[component]
pub fn Picture(user: User, outcome: Outcome) -> impl IntoView {
    let shown = user.picture.is_some();
    let choose =
        if shown { text!(profile.picture.choose_again) } else { text!(profile.picture.choose) };
    let remove = shown.then(|| {
        view! {
            <form method="post" action="/settings/profile/picture/remove">
                <button type="submit" class=button::SMALL>{text!(profile.picture.remove)}</button>
            </form>
        }
    });
    view! {
        <section class=frame::card aria-labelledby="picture">
            <h2 id="picture">{text!(profile.picture.title)}</h2>
            {outcome.message(said, trouble)}
            <div class=style::portrait>
                <Avatar author=user.as_author() picture=user.picture large=true />
                <div class=style::choose>
                    <form
                        method="post"
                        action="/settings/profile/picture"
                        enctype="multipart/form-data"
                        data-crop=scripts::CROP
                    >
                        <FileField
                            label=choose
                            name="picture"
                            accept="image/png,image/jpeg,image/webp"
                            hint=text!(profile.picture.hint)
                        />
                        <button type="submit" class=button::GHOST data-busy=text!(profile.picture.uploading)>
                            {text!(profile.picture.upload)}
                        </button>
                    </form>
                    {remove}
                </div>
            </div>
            <Crop />
        </section>
    }
}

/// Opened by the script.
#[component]
fn Crop() -> impl IntoView {
    view! {
        <dialog id="crop" class=stylance::classes!(dialog::style::dialog, style::crop) aria-labelledby="crop-title">
            <h3 id="crop-title">{text!(profile.crop.title)}</h3>
            <p class=frame::quiet>{text!(profile.crop.about)}</p>
            <canvas
                width="512"
                height="512"
                tabindex="0"
                role="application"
                aria-label=text!(profile.crop.canvas)
            ></canvas>
            <label class=style::zoom>
                <span>{text!(profile.crop.zoom)}</span>
                <input type="range" min="1" max="4" step="0.01" value="1" />
            </label>
            <div class=style::buttons>
                <button type="button" class=button::GHOST data-cancel>{text!(common.cancel)}</button>
                <button type="button" class=button::PRIMARY data-use>{text!(profile.crop.take)}</button>
            </div>
        </dialog>
    }
}

fn said(done: &str) -> &'static str {
    match done {
        "picture-removed" => text!(profile.picture.removed),
        _ => text!(profile.picture.saved),
    }
}

fn trouble(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Invalid | ErrorCode::UnsupportedMediaType | ErrorCode::Malformed => {
            text!(profile.picture.not_taken)
        }
        ErrorCode::TooLarge => text!(profile.picture.too_large),
        code => i18n::sentence(code),
    }
}
