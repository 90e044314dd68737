/** Folders of pictures, with one sub-folder per class or with lists of names and classes. */
package io.espalier.data.folder;
