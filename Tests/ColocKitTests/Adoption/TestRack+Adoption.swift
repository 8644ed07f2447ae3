import Foundation
import Testing

@testable import ColocKit

extension TestRack {
  /// A rack whose host has a domain of long ago, running, that nobody has taken in.
  static func withOldDomain(_ change: @Sendable (inout FakeDomain) throws -> Void = { _ in }) async throws -> TestRack {
    let test = try await TestRack()
    var domain = try FakeDomain.old()
    try change(&domain)
    await test.host.arrange { [domain] in $0.domains[domain.uuid] = domain }
    return test
  }

  /// The same, taken in.
  static func withAdopted(_ change: @Sendable (inout FakeDomain) throws -> Void = { _ in }) async throws -> TestRack {
    let test = try await withOldDomain(change)
    _ = try await test.rack("vm adopt").adopt(adoption())
    return test
  }

  static func adoption(_ name: String = "old-web", tenant: String = "asso-velo", ipv4: String? = nil) throws
    -> AdoptRequest
  {
    AdoptRequest(
      name: try VMName(parsing: name),
      tenant: try TenantName(parsing: tenant),
      ipv4: try ipv4.map { try IPv4Address(parsing: $0) }
    )
  }

  /// The domain of long ago as the host has it now.
  func oldDomain() async throws -> FakeDomain? { try await host.domains[Sample.uuid(7)] }

  /// Everything of a domain but whose mark it carries.
  static func body(of domain: FakeDomain?) -> [String] {
    guard var domain else { return [] }
    domain.carry(rack: nil)
    return [domain.xml, domain.state.rawValue, "\(domain.autostart)", "\(domain.survey.disks)"]
  }
}
