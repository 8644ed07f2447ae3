internal import ArgumentParser
internal import ColocKit

/// `coloc image pull`.
struct ImagePull: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Fetch an image that the distribution publishes, and verify it.",
    usage: "coloc image pull <os> [options]",
    discussion: """
      The whole file must have the SHA-512 digest that its publisher names, and its signature is verified where the \
      catalogue names a key; then it is judged as an image that is imported. A download that was cut off goes on where \
      it stopped when the command is typed again. What there is: coloc image list --available.
      """
  )

  @Argument(help: "The distribution: debian or alpine.")
  var os: OperatingSystem

  @Option(help: "The release; the newest in the catalogue when left out.", transform: typed)
  var release: Release?

  @Option(help: "What starts it, where both are published: bios or uefi.")
  var firmware: Firmware?

  @Flag(help: "Look for a newer build although there is an image at hand.")
  var refresh = false

  @Flag(help: "Only say what would be fetched; the publisher is asked.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("image pull", recovering: !dryRun) { rack in
      let plan = try await rack.plan(
        PullRequest(os: os, release: release, firmware: firmware, refresh: refresh)
      )
      if dryRun { return report(plan) }
      let image = try await rack.pull(plan, reason: why.reason)
      for old in try rack.superseded(by: image) {
        rack.narrator.stage("older", "\(old.name) is not in use: coloc image remove \(old.name) --confirm \(old.name)")
      }
      output.put([image.json], names: [image.name.description]) {
        var details = Details()
        details.add("image", image.name)
        details.add("system", "\(image.os.rawValue) \(image.release), \(image.firmware.rawValue)")
        details.add("size", "\(image.size.approximate), a disk of \(image.virtualSize.approximate)")
        details.add("sha512", "\(image.sha512)")
        details.add("source", Printable.clean(image.source))
        return details.text
      }
    }
  }

  private func report(_ plan: PullPlan) {
    output.put([plan.json], names: [plan.address?.description ?? plan.present?.name.description ?? ""]) {
      var details = Details()
      details.add("system", "\(plan.source.os.rawValue) \(plan.source.release), \(plan.firmware.rawValue)")
      details.add("file", plan.address)
      details.add("sha512", plan.digest)
      details.add("signature", plan.source.isVerified ? "verified by gpgv before it enters" : "not verified")
      details.add("at hand", plan.present?.name)
      return details.text
    }
  }
}
