package io.espalier.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * By what one sees, without reading a file, that it was changed or replaced.
 *
 * @param size its bytes; -1 if it is not there
 */
record FileStamp(Path file, String key, long size, FileTime modified) {

  static FileStamp of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(file, String.valueOf(now.fileKey()), now.size(), now.lastModifiedTime());
    } catch (IOException e) {
      return new FileStamp(file, "", -1, FileTime.fromMillis(0));
    }
  }
}
