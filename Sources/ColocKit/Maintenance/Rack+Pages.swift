extension Rack {
  /// Has the sites say that they are down; a page that cannot be put up is said, and holds up no maintenance.
  func putUpPages(during window: Window) async throws {
    let sites = try touchedSites()
    guard !sites.isEmpty else { return }
    try await trying("put up the page of a maintenance") { try await pages.putUp(for: sites, during: window) }
  }

  /// Takes the pages down again.
  func takeDownPages() async throws {
    let sites = try touchedSites()
    guard !sites.isEmpty else { return }
    try await trying("take down the page of a maintenance") { try await pages.takeDown(for: sites) }
  }

  private func touchedSites() throws -> [SiteName] {
    Set(try manifests.all().tenants.flatMap { $0.agreement?.sites ?? [] }).sorted { $0.description < $1.description }
  }

  private func trying(_ what: String, _ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let failure as Failure {
      narrator.say("cannot \(what): \(failure.message)")
    }
  }
}
