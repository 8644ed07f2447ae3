import ColocKit

/// Pages of sites that only remember what is up.
actor FakePages: MaintenancePages {
  private(set) var up: [SiteName] = []
  /// Why no page can be put up or taken down.
  var fault: Failure?

  func fail(_ failure: Failure?) { fault = failure }

  func putUp(for sites: [SiteName], during window: Window) throws {
    if let fault { throw fault }
    up = sites
  }

  func takeDown(for sites: [SiteName]) throws {
    if let fault { throw fault }
    up.removeAll { sites.contains($0) }
  }
}
