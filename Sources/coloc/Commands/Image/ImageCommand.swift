internal import ArgumentParser

/// `coloc image`.
struct ImageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image",
    abstract: "Base disks: pull, build, import, list, remove.",
    subcommands: [ImageList.self, ImagePull.self, ImageBuild.self, ImageImportCommand.self, ImageRemove.self]
  )
}
