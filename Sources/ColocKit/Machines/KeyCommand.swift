internal import Foundation

/// The command that changes a key inside a guest, which coloc itself never enters: to be run, or sent to the tenant.
public enum KeyCommand {
  /// Lets a key in; typed twice it does nothing more.
  public static func adding(_ key: SSHPublicKey, to vm: VMRecord) -> String {
    let blob = key.blob.base64EncodedString()
    return remote(
      "grep -qsF \(blob) ~/.ssh/authorized_keys || echo \(ShellWord.quoted(key.description)) >> ~/.ssh/authorized_keys",
      on: vm
    )
  }

  /// Takes a key away, whatever its comment.
  public static func removing(_ key: SSHPublicKey, from vm: VMRecord) -> String {
    // Base64 has no character that is special in a basic regular expression, and no `#`.
    let expression = "\\#\(key.blob.base64EncodedString())#d"
    return remote("sed -i \(ShellWord.quoted(expression)) ~/.ssh/authorized_keys", on: vm)
  }

  /// The line for ssh, or what to type inside where nobody said how to reach an adopted VM.
  private static func remote(_ command: String, on vm: VMRecord) -> String {
    guard let login = vm.login, let ipv4 = vm.ipv4 else { return command }
    return "ssh \(login)@\(ipv4) \(ShellWord.quoted(command))"
  }
}
