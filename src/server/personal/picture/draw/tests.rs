use image::{ImageEncoder, Rgb, Rgba, RgbaImage};

use super::*;

/// Red on the left third, green in the middle, blue on the right.
fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| match x * 3 / width {
        0 => Rgb([230, 20, 20]),
        1 => Rgb([20, 200, 20]),
        _ => Rgb([20, 20, 230]),
    })
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with an EXIF block: turned by `orientation`, with words in it.
fn jpeg(picture: &RgbImage, orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 22.5726 N 88.3639 E");
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.encode_image(picture).unwrap();
    bytes
}

fn read(bytes: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap().to_rgb8()
}

/// Which of red, green and blue a place is.
fn color(picture: &RgbImage, x: u32, y: u32) -> usize {
    let Rgb(parts) = picture.get_pixel(x, y);
    (0..3).max_by_key(|part| parts[*part]).unwrap()
}

#[test]
fn picture_of_every_kind_becomes_two_square_jpegs_of_its_middle() {
    let picture = DynamicImage::from(flag(300, 100));
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let drawn = redraw(&written(&picture, format)).unwrap();
        let (small, large) = (read(&drawn.small), read(&drawn.large));
        assert_eq!((small.dimensions(), large.dimensions()), ((96, 96), (256, 256)));
        for x in [8, 128, 248] {
            assert_eq!(color(&large, x, 128), 1, "{format:?}: the middle is green");
        }
    }
}

#[test]
fn picture_is_turned_as_its_camera_says_and_loses_what_it_tells() {
    let picture = flag(120, 120);
    let upright = read(&redraw(&jpeg(&picture, 1)).unwrap().large);
    assert_eq!([color(&upright, 20, 128), color(&upright, 236, 128)], [0, 2]);
    // 6: the camera lay on its side, so that the left is the top.
    let bytes = jpeg(&picture, 6);
    assert!(bytes.windows(3).any(|part| part == b"GPS"));
    let drawn = redraw(&bytes).unwrap();
    let turned = read(&drawn.large);
    assert_eq!([color(&turned, 128, 20), color(&turned, 128, 236)], [0, 2]);
    for kept in [&drawn.small, &drawn.large] {
        for word in [b"GPS".as_slice(), b"Exif", b"22.57"] {
            assert!(!kept.windows(word.len()).any(|part| part == word));
        }
    }
}

#[test]
fn what_is_transparent_stands_on_white() {
    let clear = RgbaImage::from_pixel(10, 10, Rgba([0, 0, 0, 0]));
    let large = read(&redraw(&written(&clear.into(), ImageFormat::Png)).unwrap().large);
    assert!(large.get_pixel(128, 128).0.iter().all(|part| *part > 250));
}

#[test]
fn a11_what_is_no_picture_is_refused_whatever_it_calls_itself() {
    let gif = b"GIF89a\x01\0\x01\0\0\0\0;".as_slice();
    for bytes in [
        b"".as_slice(),
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"PK\x03\x04",
        gif,
    ] {
        assert_eq!(redraw(bytes), Err(Flaw::Kind));
    }
    for broken in
        [b"\x89PNG\r\n\x1a\nnothing".as_slice(), b"\xff\xd8\xff\xe0", b"RIFF\x04\0\0\0WEBP"]
    {
        assert_eq!(redraw(broken), Err(Flaw::Broken), "{broken:?}");
    }
}

#[test]
fn a11_second_file_behind_a_picture_does_not_come_along() {
    let picture = DynamicImage::from(flag(60, 60));
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let mut bytes = written(&picture, format);
        bytes.extend(b"<script>alert(1)</script>PK\x03\x04");
        // Refusing it would do as well.
        if let Ok(drawn) = redraw(&bytes) {
            assert!(!drawn.large.windows(7).any(|part| part == b"<script"));
        }
    }
}

#[test]
fn a17_picture_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
    // Forty million pixels of one colour in a few bytes: the size stands in the head.
    let head = |width: u32, height: u32| {
        let mut bytes = Vec::new();
        let one = [0_u8];
        image::codecs::png::PngEncoder::new(&mut bytes)
            .write_image(&one, 1, 1, image::ExtendedColorType::L8)
            .unwrap();
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        bytes
    };
    for (width, height) in [(8_000, 5_000), (16_001, 1), (1, 100_000), (1 << 31, 1 << 31)] {
        let refused = redraw(&head(width, height)).unwrap_err();
        assert!(matches!(refused, Flaw::Pixels | Flaw::Broken), "{width}x{height}: {refused:?}");
    }
    assert_eq!(redraw(&head(8_000, 5_000)), Err(Flaw::Pixels));
}

/// CRC-32 as PNG uses it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1))
        })
    })
}
