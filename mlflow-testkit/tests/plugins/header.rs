//! The C header says what the code says.

use crate::library::header_folder;
use mlflow_core::plugin::abi::{ABI, HostTable, LAYOUT, MAGIC, PluginTable, RawBytes, Status};
use std::mem::offset_of;
use std::process::Command;

macro_rules! fields {
    ($Rust:ident as $c:literal: $($field:ident)+) => {
        [
            $(format!("offsetof({}, {}) == {}", $c, stringify!($field), offset_of!($Rust, $field)),)+
            format!("sizeof({}) == {}", $c, size_of::<$Rust>()),
        ]
    };
}

#[test]
fn c_compilers_see_the_same_structures() {
    let mut facts = vec![
        format!("MLFLOW_PLUGIN_MAGIC == {MAGIC}u"),
        format!("MLFLOW_PLUGIN_ABI == {ABI}u"),
        format!("MLFLOW_PLUGIN_LAYOUT == UINT64_C({LAYOUT})"),
        format!("MLFLOW_OK == {}", Status::Ok as u32),
        format!("MLFLOW_ERROR == {}", Status::Error as u32),
        format!("MLFLOW_UNKNOWN == {}", Status::Unknown as u32),
        format!("MLFLOW_PANIC == {}", Status::Panic as u32),
    ];
    facts.extend(fields!(RawBytes as "mlflow_bytes": data len));
    facts.extend(fields!(HostTable as "mlflow_host_table":
        magic abi layout size context done opened log setting secret));
    facts.extend(fields!(PluginTable as "mlflow_plugin_table":
        magic abi layout size describe open call cancel close));
    let mut program = "#include \"mlflow_plugin.h\"\n".to_owned();
    for fact in facts {
        program.push_str(&format!(
            "_Static_assert({fact}, \"{}\");\n",
            fact.replace('"', "")
        ));
    }
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("facts.c");
    std::fs::write(&source, program).unwrap();
    let mut cc = Command::new("cc");
    cc.args(["-std=c11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I"]);
    let output = cc.arg(header_folder()).arg(source).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
