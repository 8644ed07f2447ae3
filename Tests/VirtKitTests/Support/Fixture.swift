import Foundation
import VirtKit

/// A test driver of one test's own: `test:///default` is shared by everything in a process, a file is not.
struct Fixture {
  static let running = UUID()
  static let stopped = UUID()
  static let network = UUID()
  static let pool = UUID()

  let connection: Connection

  /// Opens a driver with one running and one stopped domain, one network, one pool with one volume.
  static func open() async throws -> Fixture {
    let file = FileManager.default.temporaryDirectory.appending(path: "virtkit-\(UUID()).xml")
    try Data(node.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return Fixture(connection: try await Connection.open("test://\(file.path)"))
  }

  /// Runs a test on a driver of its own and closes it.
  static func with(_ body: (Connection) async throws -> Void) async throws {
    let fixture = try await open()
    try await body(fixture.connection)
    await fixture.connection.close()
  }

  private static let node = """
    <node>
      <domain type='test'>
        <name>running</name>
        <uuid>\(running)</uuid>
        <memory unit='MiB'>512</memory>
        <vcpu>2</vcpu>
        <os><type>hvm</type></os>
      </domain>
      <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
        <name>stopped</name>
        <uuid>\(stopped)</uuid>
        <title>Été &amp; hiver</title>
        <memory unit='MiB'>1024</memory>
        <currentMemory unit='MiB'>768</currentMemory>
        <vcpu>4</vcpu>
        <os><type>hvm</type></os>
        <test:runstate>5</test:runstate>
      </domain>
      <network>
        <name>net</name>
        <uuid>\(network)</uuid>
        <forward mode='nat'/>
        <bridge name='virbr77'/>
        <ip address='10.77.0.1' netmask='255.255.255.0'>
          <dhcp><host mac='52:54:00:00:00:01' name='first' ip='10.77.0.10'/></dhcp>
        </ip>
      </network>
      <pool type='dir'>
        <name>pool</name>
        <uuid>\(pool)</uuid>
        <target><path>/virtkit-pool</path></target>
        <volume>
          <name>disk.qcow2</name>
          <capacity unit='GiB'>1</capacity>
          <target><format type='qcow2'/></target>
        </volume>
      </pool>
    </node>
    """
}
