import Foundation
import Testing
import VirtKit

extension Faults {
  /// What a client of a daemon that dies is told, and that it finds the next one.
  @Suite(.timeLimit(.minutes(2))) struct VirtKitRestartTests {
    @Test func everyReaderIsToldAndTheNextCallReconnects() async throws {
      try await VirtKitLab.with { connection in
        let guest = try await VirtKitEchoGuest(connection)
        try await connection.createDomain(try await guest.definition(connection).xml)
        let events = try await connection.lifecycleEvents()
        let console = try await connection.openConsole(guest.uuid)
        try await Lab.libvirtd("kill")
        for await _ in events {}
        let told = await #expect(throws: LibvirtError.self) { for try await _ in console.bytes() {} }
        #expect(told?.isConnectionLost == true)
        #expect(!connection.isAlive())
        let down = await #expect(throws: LibvirtError.self) { try await connection.domains() }
        #expect(down?.isConnectionLost == true)
        try await Lab.libvirtd("start")
        let found = try await VirtKitLab.eventually {
          (try? await connection.domain(uuid: guest.uuid))??.state == .running
        }
        #expect(found)
        #expect(connection.isAlive())
        try await guest.remove(connection)
      }
    }
  }
}
