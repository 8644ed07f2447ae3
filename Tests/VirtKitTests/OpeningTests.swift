import Foundation
import Testing
import VirtKit

@Suite struct OpeningTests {
  @Test func openedConnectionIsAliveUntilClosed() async throws {
    let connection = try await Fixture.open().connection
    #expect(connection.isAlive())
    await connection.close()
    await connection.close()
    #expect(!connection.isAlive())
  }

  @Test func callAfterCloseSaysSo() async throws {
    let connection = try await Fixture.open().connection
    await connection.close()
    let error = await #expect(throws: LibvirtError.self) { try await connection.domains() }
    #expect(error?.code == .invalidConnection)
  }

  @Test func unreachableDaemonIsALostConnection() async throws {
    let uri = "qemu+unix:///system?socket=/nonexistent/virtkit.sock"
    let error = await #expect(throws: LibvirtError.self) { try await Connection.open(uri) }
    #expect(error?.isConnectionLost == true)
    #expect(error?.object == uri)
    #expect(error?.description.hasPrefix("open connection \(uri): ") == true)
  }

  @Test func hostSaysWhatItIs() async throws {
    try await Fixture.with { connection in
      let host = try await connection.hostInfo()
      #expect(!host.hostName.isEmpty)
      #expect(host.cpus > 0)
      #expect(host.memory > 0)
      #expect(host.libvirtVersion >= 9_000_000)
    }
  }
}
