import Foundation
import Testing
import VirtKit

@Suite(.inLab, .timeLimit(.minutes(5))) struct VirtKitConsoleTests {
  /// A started guest with its console open from the first byte.
  private func open(_ guest: VirtKitEchoGuest, _ connection: Connection) async throws -> Console {
    try await connection.createDomain(try await guest.definition(connection).xml, flags: [.paused, .autoDestroy])
    let console = try await connection.openConsole(guest.uuid)
    try await connection.resumeDomain(guest.uuid)
    return console
  }

  @Test func guestIsHeardAndAnswers() async throws {
    try await VirtKitLab.with { connection in
      let guest = try await VirtKitEchoGuest(connection)
      let console = try await open(guest, connection)
      let sent = Array("hello \u{1} bytes".utf8) + Array(repeating: 0xFF, count: 1000)
      var heard: [UInt8] = []
      var isTyped = false
      for try await bytes in console.bytes() {
        // What is typed before the guest speaks is lost in its firmware.
        if !isTyped {
          isTyped = true
          try await console.send(sent)
        }
        heard += bytes.filter { $0 != 0x4B }
        if heard.count >= sent.count { break }
      }
      #expect(heard == sent)
      await console.closeAndWait()
      try await guest.remove(connection)
    }
  }

  @Test func streamEndsWithTheGuest() async throws {
    try await VirtKitLab.with { connection in
      let guest = try await VirtKitEchoGuest(connection)
      let console = try await open(guest, connection)
      try await connection.destroyDomain(guest.uuid)
      for try await _ in console.bytes() {}
      await #expect(throws: ConsoleClosedError.self) { try await console.send([1]) }
      try await guest.remove(connection)
    }
  }

  @Test func secondReaderNeedsForce() async throws {
    try await VirtKitLab.with { connection in
      let guest = try await VirtKitEchoGuest(connection)
      let first = try await open(guest, connection)
      let error = await #expect(throws: LibvirtError.self) { _ = try await connection.openConsole(guest.uuid) }
      #expect(error?.code == .operationFailed)
      let second = try await connection.openConsole(guest.uuid, force: true)
      // Whoever was thrown out is told so, in libvirt's own way.
      await #expect(throws: LibvirtError.self) { for try await _ in first.bytes() {} }
      try await second.send([0x61])
      await second.closeAndWait()
      try await guest.remove(connection)
    }
  }

  @Test func closingAtAnyMomentIsSafe() async throws {
    try await VirtKitLab.with { connection in
      let guest = try await VirtKitEchoGuest(connection)
      try await connection.createDomain(try await guest.definition(connection).xml, flags: .autoDestroy)
      for round in 0..<30 {
        // Not by force: whoever opens next must find that the one before has let go.
        let console = try await connection.openConsole(guest.uuid)
        await withTaskGroup(of: Void.self) { group in
          group.addTask { do { for try await _ in console.bytes() {} } catch {} }
          group.addTask { for _ in 0..<round { try? await console.send(Array(repeating: 0x61, count: 300)) } }
          group.addTask {
            for _ in 0..<round { await Task.yield() }
            console.close()
            await console.closeAndWait()
          }
          group.addTask { await console.closeAndWait() }
        }
      }
      try await guest.remove(connection)
    }
  }

  /// The daemon must not meet a console that closes while its domain goes away.
  @Test func destroyEndsConsolesFirst() async throws {
    try await VirtKitLab.with { connection in
      let guest = try await VirtKitEchoGuest(connection)
      let definition = try await guest.definition(connection).xml
      for round in 0..<10 {
        try await connection.createDomain(definition)
        let console = try await connection.openConsole(guest.uuid)
        if round.isMultiple(of: 2) { console.close() }
        try await connection.destroyDomain(guest.uuid)
        for try await _ in console.bytes() {}
      }
      try await guest.remove(connection)
    }
  }

  @Test func consoleOfWhatIsOffIsRefused() async throws {
    try await VirtKitLab.with { connection in
      let guest = try await VirtKitEchoGuest(connection)
      try await connection.defineDomain(try await guest.definition(connection).xml)
      let error = await #expect(throws: LibvirtError.self) { _ = try await connection.openConsole(guest.uuid) }
      #expect(error?.code == .operationInvalid)
      #expect(error?.object == guest.name)
      try await guest.remove(connection)
    }
  }
}
