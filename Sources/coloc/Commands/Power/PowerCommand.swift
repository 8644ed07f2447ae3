internal import ArgumentParser

/// `coloc power`.
struct PowerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "The host goes down and comes back: shutdown, boot, UPS.",
    subcommands: [PowerDown.self, PowerUp.self, PowerEmergency.self]
  )
}
