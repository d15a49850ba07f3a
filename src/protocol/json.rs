//! How a browser reads JSON. The codecs that serde derives are made for speed: each field of each type costs some hundred
//! bytes of code for each form it may come in, which all first pages would carry. Here a text becomes a tree first, and a type
//! picks its fields out of that. What is written, and what servers read, goes through serde; tests hold both to the same
//! forms.

use serde_json::Value;

/// What can be read out of a tree of JSON. The tree is used up.
pub trait FromJson: Sized {
    fn from_json(value: &mut Value) -> Option<Self>;

    /// What a field is that is not there.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a whole text; `None` where it is no JSON, or not of this type.
pub fn read<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&mut serde_json::from_str(text).ok()?)
}

/// A field of an object.
#[inline(never)]
pub fn field<T: FromJson>(object: &mut Value, name: &str) -> Option<T> {
    match object.get_mut(name) {
        Some(value) => T::from_json(value),
        None => T::absent(),
    }
}

/// A field of an object that may be left out.
#[inline(never)]
pub fn field_or_default<T: FromJson + Default>(object: &mut Value, name: &str) -> Option<T> {
    match object.get_mut(name) {
        Some(value) => T::from_json(value),
        None => Some(T::default()),
    }
}

/// Reads structs by their fields, and enums by their words or by a field that says the variant. `or default` is
/// serde's `default`, `of all` its `flatten`. The compiler sees to it that nothing is left out.
#[macro_export]
macro_rules! from_json {
    ($name:ident { $($field:ident $($how:ident $what:ident)?),* $(,)? }) => {
        impl $crate::json::FromJson for $name {
            fn from_json(value: &mut $crate::json::Tree) -> Option<Self> {
                Some(Self { $($field: $crate::from_json!(@ value $field $($how $what)?)),* })
            }
        }
    };
    (words $name:ident { $($word:literal => $variant:ident),* $(,)? }) => {
        impl $crate::json::FromJson for $name {
            fn from_json(value: &mut $crate::json::Tree) -> Option<Self> {
                Some(match value.as_str()? {
                    $($word => Self::$variant,)*
                    _ => return None,
                })
            }
        }
        $crate::from_json!(@all $name $($variant)*);
    };
    (tagged $name:ident { $($word:literal => $variant:ident
        $({ $($field:ident $($how:ident $what:ident)?),* $(,)? })? $(($inner:ident))?),* $(,)? }) => {
        impl $crate::json::FromJson for $name {
            fn from_json(value: &mut $crate::json::Tree) -> Option<Self> {
                let kind: String = $crate::json::field(value, "type")?;
                Some(match kind.as_str() {
                    $($word => Self::$variant
                        $({ $($field: $crate::from_json!(@ value $field $($how $what)?)),* })?
                        $(($crate::from_json!(@ value $inner of all)))?,)*
                    _ => return None,
                })
            }
        }
        $crate::from_json!(@all $name $($variant)*);
    };
    (@ $value:ident $field:ident) => { $crate::json::field($value, stringify!($field))? };
    (@ $value:ident $field:ident or default) => {
        $crate::json::field_or_default($value, stringify!($field))?
    };
    (@ $value:ident $field:ident of all) => { $crate::json::FromJson::from_json($value)? };
    (@all $name:ident $($variant:ident)*) => {
        const _: fn(&$name) = |value| match value { $($name::$variant { .. } => {})* };
    };
}

pub use serde_json::Value as Tree;

impl FromJson for Value {
    fn from_json(value: &mut Value) -> Option<Self> {
        Some(value.take())
    }
}

impl FromJson for String {
    fn from_json(value: &mut Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(std::mem::take(text)),
            _ => None,
        }
    }
}

impl FromJson for bool {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_bool()
    }
}

impl FromJson for u64 {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_u64()
    }
}

impl FromJson for i64 {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_i64()
    }
}

impl FromJson for u32 {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl FromJson for u16 {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl FromJson for () {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_null()
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: &mut Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::from_json(value).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &mut Value) -> Option<Self> {
        let Value::Array(values) = value else { return None };
        let mut all = Self::with_capacity(values.len());
        for value in values {
            all.push(T::from_json(value)?);
        }
        Some(all)
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn from_json(value: &mut Value) -> Option<Self> {
        let Value::Array(values) = value else { return None };
        let [first, second] = values.as_mut_slice() else { return None };
        Some((A::from_json(first)?, B::from_json(second)?))
    }
}

impl<T: FromJson, E: FromJson> FromJson for Result<T, E> {
    fn from_json(value: &mut Value) -> Option<Self> {
        if let Some(value) = value.get_mut("Ok") {
            return T::from_json(value).map(Ok);
        }
        field(value, "Err").map(Err)
    }
}

#[cfg(test)]
mod tests;
