/// Where the sites of a rack say that they are down for a while, instead of an error of the proxy.
public protocol MaintenancePages: Sendable {
  /// Puts the page up before the first VM is asked to go down; once more is success. Throws `Failure`.
  func putUp(for sites: [SiteName], during window: Window) async throws
  /// Takes the page down when all is back; none that is up is success. Throws `Failure`.
  func takeDown(for sites: [SiteName]) async throws
}

/// A rack without a proxy: there is nowhere to put a page.
public struct NoMaintenancePages: MaintenancePages {
  /// Makes it.
  public init() {}

  /// Does nothing.
  public func putUp(for sites: [SiteName], during window: Window) {}

  /// Does nothing.
  public func takeDown(for sites: [SiteName]) {}
}
