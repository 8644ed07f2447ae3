import Foundation
import Testing

/// A domain that somebody made by plain virt-install from the small guest, outside every pool of coloc's.
struct OldDomain {
  /// Its name.
  let name: String
  /// Its disk.
  let disk: String
  /// Its MAC address.
  static let mac = "52:54:00:0a:dd:01"
  private let rack: TrialRack

  /// Makes and starts it, plugged into the rack's network; virt-install itself is given nothing of coloc's.
  init(_ rack: TrialRack, image: String = "small-guest", _ options: String = "") async throws {
    self.rack = rack
    name = "old-\(UUID().uuidString.prefix(8).lowercased())"
    disk = "/var/lib/libvirt/images/\(name).qcow2"
    let copied = try await Lab.run(["cp", try Lab.image(image), disk])
    guard copied.status == 0 else { throw LabFault("\(copied)") }
    let command =
      "virt-install --import --name \(name) --memory 256 --vcpus 1 --disk path=\(disk) --osinfo debian11 "
      + "--virt-type qemu --graphics none --noautoconsole --network network=\(try rack.object),mac=\(Self.mac) "
      + options
    let made = try await Lab.run(command.split(separator: " ").map(String.init), timeout: .seconds(120))
    guard made.status == 0 else { throw LabFault("virt-install: \(made)") }
  }

  /// The UUID that libvirt gave it.
  var uuid: String {
    get async throws { try await rack.virsh("domuuid \(name)").trimmingCharacters(in: .whitespacesAndNewlines) }
  }

  /// Its QEMU: the process and when that began, in the kernel's ticks since the boot (proc(5)).
  var process: String {
    get async throws {
      let file = "/run/libvirt/qemu/\(name).pid"
      let pid = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
      let fields = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8).split(separator: " ")
      guard fields.count > 21 else { throw LabFault("/proc/\(pid)/stat: \(fields)") }
      return "\(pid) since \(fields[21])"
    }
  }

  /// Its definition as it starts next, coloc's own element left out.
  var definition: String {
    get async throws {
      let xml = try await rack.virsh("dumpxml --inactive --security-info \(name)")
      let lines = xml.split(separator: "\n").map(String.init)
      return lines.filter { !$0.contains("<coloc:coloc ") }.joined(separator: "\n")
    }
  }

  /// How long the guest says that it runs, in seconds; nil while its agent does not answer.
  func uptime() async throws -> Double? {
    func ask(_ command: String) async throws -> Any? {
      let arguments = ["virsh", "-q", "qemu-agent-command", name, command]
      let outcome = try await Lab.run(arguments)
      guard outcome.status == 0 else { return nil }
      return (try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any])?["return"]
    }
    let opened = try await ask(#"{"execute":"guest-file-open","arguments":{"path":"/proc/uptime"}}"#)
    guard let handle = opened as? Int else { return nil }
    let read = try await ask(#"{"execute":"guest-file-read","arguments":{"handle":\#(handle)}}"#) as? [String: Any]
    _ = try await ask(#"{"execute":"guest-file-close","arguments":{"handle":\#(handle)}}"#)
    let content = (read?["buf-b64"] as? String).flatMap { Data(base64Encoded: $0) }
    return content.flatMap { String(decoding: $0, as: UTF8.self).split(separator: " ").first }.flatMap { Double($0) }
  }

  /// Waits until its agent answers, on a busy machine for two minutes, and gives back its uptime.
  func boot() async throws -> Double {
    let deadline = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < deadline {
      if let uptime = try await uptime() { return uptime }
      // A real guest boots.
      try await Task.sleep(for: .milliseconds(200))
    }
    throw LabFault("\(name): its agent does not answer")
  }

  /// Takes it away, wherever it is.
  func remove() async throws {
    _ = try await Lab.run(["virsh", "-q", "destroy", name])
    _ = try await Lab.run(["virsh", "-q", "undefine", name, "--snapshots-metadata", "--managed-save"])
    try? FileManager.default.removeItem(atPath: disk)
  }
}
