//! The person's picture: shown, chosen, cut and taken away. Cutting is for browsers with script; without, the server takes
//! the middle.

use std::borrow::Cow;

use adda_protocol::{ErrorCode, dto::User};
use leptos::prelude::*;

use super::style;
use crate::{
    assets::{self, File},
    components::{avatar::Avatar, button, dialog, field},
    pages::settings::frame::style as frame,
    served::outcome::Outcome,
};

/// What cuts it.
const CROP: &str = include_str!("crop.js");
const CROP_PATH: &str = "crop.js";

/// The file of that name.
pub fn find(path: &str) -> Option<File> {
    (path == CROP_PATH).then(|| File {
        bytes: Cow::Borrowed(CROP.as_bytes()),
        mime: "text/javascript; charset=utf-8".to_owned(),
        etag: format!("{:016x}", assets::stable_hash(CROP.as_bytes())),
        br: None,
        gzip: None,
        hashed: false,
    })
}

#[component]
pub fn Picture(user: User, outcome: Outcome) -> impl IntoView {
    let shown = user.picture.is_some();
    let choose = if shown { "Choose another picture" } else { "Choose a picture" };
    let remove = shown.then(|| {
        view! {
            <form method="post" action="/settings/profile/picture/remove">
                <button type="submit" class=button::SMALL>"Remove the picture"</button>
            </form>
        }
    });
    view! {
        <section class=frame::card aria-labelledby="picture">
            <h2 id="picture">"Your picture"</h2>
            {outcome.message(said, trouble)}
            <div class=style::portrait>
                <Avatar author=user.as_author() picture=user.picture large=true />
                <div class=style::choose>
                    <form
                        method="post"
                        action="/settings/profile/picture"
                        enctype="multipart/form-data"
                        data-crop=format!("/{CROP_PATH}")
                    >
                        <label class=field::LABEL>
                            <span>{choose}</span>
                            <input
                                class=stylance::classes!(field::INPUT, field::FILE)
                                type="file"
                                name="picture"
                                accept="image/png,image/jpeg,image/webp"
                                required
                            />
                            <small class=field::style::hint>
                                "PNG, JPEG or WebP, at most 5 MB. Only you see it. Where and with what it was taken is left out."
                            </small>
                        </label>
                        <button type="submit" class=button::GHOST data-busy="Uploading…">"Upload"</button>
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
            <h3 id="crop-title">"Cut your picture"</h3>
            <p class=frame::quiet>"Drag it to its place, or use the arrow keys; plus and minus zoom."</p>
            <canvas
                width="512"
                height="512"
                tabindex="0"
                role="application"
                aria-label="Your picture. Arrow keys move it, plus and minus zoom."
            ></canvas>
            <label class=style::zoom>
                <span>"Zoom"</span>
                <input type="range" min="1" max="4" step="0.01" value="1" />
            </label>
            <div class=style::buttons>
                <button type="button" class=button::GHOST data-cancel>"Cancel"</button>
                <button type="button" class=button::PRIMARY data-use>"Use it"</button>
            </div>
        </dialog>
    }
}

fn said(done: &str) -> &'static str {
    match done {
        "picture-removed" => "The picture is removed.",
        _ => "This is your picture now.",
    }
}

fn trouble(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Invalid | ErrorCode::UnsupportedMediaType | ErrorCode::Malformed => {
            "This could not be taken as a picture. It has to be a whole PNG, JPEG or WebP of at most 25 million pixels and 5 MB."
        }
        ErrorCode::TooLarge => "This picture is too large: at most 5 MB.",
        code => code.sentence(),
    }
}
