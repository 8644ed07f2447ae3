internal import ArgumentParser

/// `coloc image`.
struct ImageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image",
    abstract: "Base disks: build, import, list, remove.",
    subcommands: [ImageList.self, ImageBuild.self, ImageImportCommand.self, ImageRemove.self]
  )
}
