//! Reads corrections out of plain objects, strictly: what is not written as this program writes it is refused.

use crate::report::{Correction, Corrections, EntityAnchor, NewSpeaker, QuoteAnchor};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

type Read<T> = Result<T, String>;

/// # Errors
/// A few words that name the field.
pub fn read_corrections(value: &JsValue) -> Read<Corrections> {
    let [schema, list] = fields(value, ["schema", "corrections"], 0)?;
    let corrections = items(&list, "corrections")?.map(|item| correction(&item)).collect::<Read<_>>()?;
    Ok(Corrections { schema: string(&schema, "schema")?, corrections })
}

fn correction(value: &JsValue) -> Read<Correction> {
    let (kind, value) = only_field(value)?;
    Ok(match kind.as_str() {
        "speaker" => {
            let [quote, to] = fields(&value, ["quote", "to"], 0)?;
            Correction::Speaker { quote: quote_anchor(&quote)?, to: new_speaker(&to)? }
        }
        "dismiss" => {
            let [quote] = fields(&value, ["quote"], 0)?;
            Correction::Dismiss { quote: quote_anchor(&quote)? }
        }
        "merge" => {
            let [entity, into] = fields(&value, ["entity", "into"], 0)?;
            Correction::Merge { entity: entity_anchor(&entity)?, into: entity_anchor(&into)? }
        }
        kind => return Err(format!("no correction is called {kind:?}")),
    })
}

fn new_speaker(value: &JsValue) -> Read<NewSpeaker> {
    if value.as_string().as_deref() == Some("unknown") {
        return Ok(NewSpeaker::Unknown);
    }
    let (kind, value) = only_field(value)?;
    match kind.as_str() {
        "entity" => Ok(NewSpeaker::Entity(entity_anchor(&value)?)),
        "name" => Ok(NewSpeaker::Name(string(&value, "name")?)),
        kind => Err(format!("no speaker is called {kind:?}")),
    }
}

fn quote_anchor(value: &JsValue) -> Read<QuoteAnchor> {
    let [exact, prefix, suffix, start] = fields(value, ["exact", "prefix", "suffix", "start"], 0)?;
    Ok(QuoteAnchor {
        exact: items(&exact, "exact")?.map(|words| string(&words, "exact")).collect::<Read<_>>()?,
        prefix: string(&prefix, "prefix")?,
        suffix: string(&suffix, "suffix")?,
        start: position(&start)?,
    })
}

fn entity_anchor(value: &JsValue) -> Read<EntityAnchor> {
    let [name, etype, start] = fields(value, ["name", "type", "start"], 1)?;
    let start = if start.is_undefined() { None } else { Some(position(&start)?) };
    Ok(EntityAnchor { name: string(&name, "name")?, etype: string(&etype, "type")?, start })
}

/// The values of these fields and no others; the last `optional` ones may be absent.
fn fields<const N: usize>(value: &JsValue, names: [&str; N], optional: usize) -> Read<[JsValue; N]> {
    let object = value.dyn_ref::<Object>().ok_or_else(|| format!("an object with {:?} is missing", names))?;
    for key in Object::keys(object).iter() {
        let key = key.as_string().unwrap_or_default();
        if !names.contains(&key.as_str()) {
            return Err(format!("there is no field {key:?}"));
        }
    }
    let found = names.map(|name| Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED));
    let missing = found.iter().zip(names).take(N - optional).find(|(value, _)| value.is_undefined());
    missing.map_or(Ok(found.clone()), |(_, name)| Err(format!("the field {name:?} is missing")))
}

fn only_field(value: &JsValue) -> Read<(String, JsValue)> {
    let object = value.dyn_ref::<Object>().ok_or("an object with one field is missing")?;
    let keys = Object::keys(object);
    let key = keys.get(0).as_string().filter(|_| keys.length() == 1).ok_or("an object must have one field")?;
    let value = Reflect::get(object, &keys.get(0)).unwrap_or(JsValue::UNDEFINED);
    Ok((key, value))
}

fn items(value: &JsValue, name: &str) -> Read<impl Iterator<Item = JsValue> + use<>> {
    let list = value.dyn_ref::<Array>().ok_or_else(|| format!("{name} is no list"))?;
    Ok(list.to_vec().into_iter())
}

fn string(value: &JsValue, name: &str) -> Read<String> {
    value.as_string().ok_or_else(|| format!("{name} is no text"))
}

fn position(value: &JsValue) -> Read<usize> {
    let number = value.as_f64().filter(|n| n.fract() == 0.0 && (0.0..=4_294_967_295.0).contains(n));
    number.map(|n| n as usize).ok_or_else(|| "start is no position".to_owned())
}
