import ArgumentParser
import Subprocess

@main
struct Coloc: AsyncParsableCommand {
  func run() async throws {}
}
