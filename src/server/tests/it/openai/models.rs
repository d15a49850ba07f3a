use serde_json::{Value, json};

use super::place;

#[tokio::test]
async fn models_are_listed_and_found_by_name() {
    let (_app, ada, program) = place().await;
    let model = json!({"id": "test", "object": "model", "created": 0, "owned_by": "test"});
    for program in [program, ada.program(&["read"]).await] {
        let list: Value = program.get("/v1/models").await.json();
        assert_eq!(list, json!({"object": "list", "data": [model]}));
        assert_eq!(program.get("/v1/models/test").await.json::<Value>(), model);
        for other in ["nobody/has-it", "nobody%2Fhas-it"] {
            let missing = program.get(&format!("/v1/models/{other}")).await;
            let error = &missing.json::<Value>()["error"];
            assert_eq!((missing.status.as_u16(), &error["code"]), (404, &json!("model_not_found")));
        }
    }
}
