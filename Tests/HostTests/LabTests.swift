import Foundation
import Testing

/// The ground that the other host tests stand on.
@Suite(.inLab)
struct LabTests {
  @Test("the lab has a libvirt that knows no guest of the machine")
  func ownLibvirt() async throws {
    let version = try await Lab.run(["virsh", "-q", "-c", "qemu:///system", "version", "--daemon"])
    #expect(version.status == 0, "\(version)")
    #expect(version.stdout.contains("Running against daemon"))
    let host = try await Lab.run(["virsh", "-q", "-c", "qemu:///system", "hostname"])
    #expect(host.stdout.trimmingCharacters(in: .whitespacesAndNewlines) == "lab")
  }

  @Test("network, devices and process numbers are the lab's own")
  func ownNamespaces() async throws {
    let routes = try await Lab.run(["ip", "route", "show", "default"])
    #expect(routes.stdout.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "/dev/kvm"))
    let first = try String(contentsOfFile: "/proc/1/cmdline", encoding: .utf8)
    #expect(first.contains("scripts/lab\0__inside"))
  }

  @Test("a domain without an operating system runs, and its QEMU can open the disk")
  func domainWithoutSystem() async throws {
    let disk = "/var/lib/libvirt/images/lab-test.qcow2"
    try FileManager.default.copyItem(atPath: try Lab.image("no-os"), toPath: disk)
    defer { try? FileManager.default.removeItem(atPath: disk) }
    let xml = """
      <domain type='qemu'><name>lab-test</name><memory unit='MiB'>64</memory><os><type>hvm</type></os><devices>
      <disk type='file'><driver name='qemu' type='qcow2'/><source file='\(disk)'/><target dev='vda' bus='virtio'/></disk>
      </devices></domain>
      """
    let created = try await Lab.run(["virsh", "-q", "create", "/dev/stdin"], input: xml)
    #expect(created.status == 0, "\(created)")
    let state = try await Lab.run(["virsh", "-q", "domstate", "lab-test"])
    #expect(state.stdout.hasPrefix("running"))
    let destroyed = try await Lab.run(["virsh", "-q", "destroy", "lab-test"])
    #expect(destroyed.status == 0, "\(destroyed)")
  }

  @Test("a program that does not end is killed, and its status says so")
  func timeLimit() async throws {
    let outcome = try await Lab.run(["tail", "-f", "/dev/null"], timeout: .milliseconds(200))
    #expect(outcome.isTimedOut)
    #expect(outcome.status == 128 + SIGKILL)
  }

  @Test("output, input, environment and exit status pass")
  func streams() async throws {
    let outcome = try await Lab.run(
      ["sh", "-c", "cat; echo $COLOR >&2; exit 7"],
      env: ["COLOR": "green"],
      input: "in"
    )
    #expect(outcome.status == 7)
    #expect(outcome.stdout == "in")
    #expect(outcome.stderr == "green\n")
    #expect(!outcome.isTimedOut)
  }
}
