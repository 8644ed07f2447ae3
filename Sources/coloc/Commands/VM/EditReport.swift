internal import ColocKit

/// What `vm edit` says: before with `--dry-run`, and afterwards.
struct EditReport {
  private let edit: EditPlan

  init(_ plan: EditPlan) { edit = plan }

  /// The plan, for eyes.
  var plan: String {
    var details = Details()
    let isSo = edit.fields.isEmpty
    details.add("would change", isSo ? "nothing: \(edit.vm.name) is so already" : edit.vm.name.description)
    if edit.fields.contains("title") { details.add("title", edit.edited.title.map(Printable.clean) ?? "coloc's own") }
    for key in edit.addedKeys { details.add("key to add", words(key)) }
    for key in edit.removedKeys { details.add("key to remove", words(key)) }
    if edit.fields.contains("protected") { details.add("protected", edit.edited.protected ? "yes" : "no") }
    let power = edit.edited.power
    if edit.fields.contains("boot") { details.add("after a cut", power.boot.rawValue) }
    if edit.fields.contains("order") { details.add("order", power.order) }
    if edit.fields.contains("ready") { details.add("ready", edit.edited.readyTest) }
    if edit.fields.contains("stopTimeout") {
      details.add("stop timeout", power.stopTimeout.map { "\($0) s" } ?? "the configuration's")
    }
    if edit.fields.contains("then") { details.add("if it does not stop", power.then.rawValue) }
    if edit.fields.contains("keep") {
      details.add("snapshots kept", edit.edited.keep?.description ?? "the rack's")
    }
    return details.text
  }

  /// What changed, and what a change of keys does not do.
  var words: [String] {
    let name = edit.vm.name
    guard !edit.fields.isEmpty else { return ["\(name) is so already"] }
    var lines = ["changed \(edit.fields.joined(separator: ", ")) of \(name)"]
    if edit.fields.contains("sshKeys") {
      lines.append("the guest itself is not touched after its first boot; to change it inside too:")
      lines += edit.addedKeys.map { "  " + KeyCommand.adding($0, to: edit.vm) }
      lines += edit.removedKeys.map { "  " + KeyCommand.removing($0, from: edit.vm) }
    }
    if edit.edited.sshKeys.isEmpty { lines.append("no key is recorded for it any more") }
    return lines
  }

  private func words(_ key: SSHPublicKey) -> String { "\(key.fingerprint) \(Printable.clean(key.comment))" }
}
