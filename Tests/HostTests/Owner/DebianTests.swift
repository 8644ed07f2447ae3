import Testing

extension OwnerPath {
  /// One real Debian through the whole path.
  @Suite
  struct DebianTests {
    @Test("Debian 12 from create to purge", .timeLimit(.minutes(20)))
    func debian() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("debian-12"))
        try await RealGuest(rack: rack, name: "deb", manners: .debian).walk(memory: "1G")
      }
    }
  }
}
