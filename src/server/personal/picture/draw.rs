//! A picture drawn anew: whatever was sent, what is kept is our own JPEG of its pixels, square and small. Nothing else of the
//! file comes along: no place where it was taken, no script, no second file behind it.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::jpeg::JpegEncoder, imageops::FilterType,
};

/// Sides of what is kept, in pixels: beside a message, and on the page of the profile, each on a sharp screen.
const SMALL: u32 = 96;
const LARGE: u32 = 256;
/// Of what is sent: its longest side, all its pixels, and the memory they take.
const SIDE: u32 = 16_000;
const PIXELS: u64 = 25_000_000;
const MEMORY: u64 = 200 * 1024 * 1024;
const QUALITY: u8 = 86;

/// Both sizes, as JPEG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub small: Vec<u8>,
    pub large: Vec<u8>,
}

/// Why something cannot be a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Of no kind that is read here.
    Kind,
    /// Too many pixels.
    Pixels,
    /// It cannot be read to its end.
    Broken,
}

/// What the bytes show, cut to the square in the middle and turned upright. What they are is found out from them alone.
pub fn redraw(bytes: &[u8]) -> Result<Drawn, Flaw> {
    let format =
        image::guess_format(bytes).ok().filter(|&format| is_read_here(format)).ok_or(Flaw::Kind)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| flaw(&error))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS || decoder.total_bytes() > MEMORY {
        return Err(Flaw::Pixels);
    }
    let turned = decoder.orientation().map_err(|error| flaw(&error))?;
    let whole = DynamicImage::from_decoder(decoder).map_err(|error| flaw(&error))?;
    let side = width.min(height);
    let middle = whole.crop_imm((width - side) / 2, (height - side) / 2, side, side);
    drop(whole);
    let mut large = middle.resize_exact(LARGE, LARGE, FilterType::CatmullRom);
    large.apply_orientation(turned);
    let large = on_white(&large);
    let small = image::imageops::resize(&large, SMALL, SMALL, FilterType::CatmullRom);
    Ok(Drawn { small: encoded(&small)?, large: encoded(&large)? })
}

const fn is_read_here(format: ImageFormat) -> bool {
    matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)
}

fn flaw(error: &ImageError) -> Flaw {
    match error {
        ImageError::Limits(_) => Flaw::Pixels,
        _ => Flaw::Broken,
    }
}

/// What is transparent would be black in a JPEG.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let picture = picture.to_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [r, g, b, a] = picture.get_pixel(x, y).0;
        let over = |color: u8| {
            let mixed = u16::from(color) * u16::from(a) + 255 * (255 - u16::from(a));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([over(r), over(g), over(b)])
    })
}

fn encoded(picture: &RgbImage) -> Result<Vec<u8>, Flaw> {
    let mut bytes = Vec::new();
    let done = JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(picture);
    done.map(|()| bytes).map_err(|error| flaw(&error))
}

#[cfg(test)]
mod tests;
