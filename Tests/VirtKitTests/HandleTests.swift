import Foundation
import Testing

@testable import VirtKit

@Suite struct HandleTests {
  /// libvirt counts a reference to the connection for every object somebody holds.
  @Test func everyObjectIsGivenBack() async throws {
    try await Fixture.with { connection in
      _ = try await connection.domains()
      _ = try await connection.domain(named: "running")
      _ = try? await connection.startDomain(Fixture.running)
      _ = try await connection.pools()
      _ = try await connection.volumes(pool: "pool")
      _ = try await connection.volume(named: "disk.qcow2", pool: "pool")
      _ = try? await connection.deleteVolume(named: "nothing", pool: "pool")
      _ = try await connection.networks()
      _ = try await connection.networkXML("net")
      _ = try? await connection.openConsole(Fixture.running)
      _ = try? await connection.upload(fileDescriptorOf: "/etc/hostname", to: "disk.qcow2", pool: "pool")
      let link = try connection.links.takeLink(Call("count"))
      #expect(link.references == 1)
    }
  }

  @Test(.timeLimit(.minutes(1))) func subscriptionsAreGivenBack() async throws {
    try await Fixture.with { connection in
      let link = try connection.links.takeLink(Call("count"))
      let events = try await connection.lifecycleEvents()
      link.end()
      for await _ in events {}
      #expect(link.references == 1)
    }
  }

  @Test func forgottenConnectionClosesItself() async throws {
    weak var link: Link?
    do {
      let connection = try await Fixture.open().connection
      link = try connection.links.takeLink(Call("count"))
      #expect(link != nil)
    }
    // It closes on a thread of its own: look until it has.
    let deadline = ContinuousClock.now + .seconds(10)
    while link != nil, ContinuousClock.now < deadline { await Task.yield() }
    #expect(link == nil)
  }
}
