/**
 * BMP: headers of OS/2 and Windows, palettes, runs, and pixels in layouts that masks describe.
 *
 * <p>Read by code of our own, since its rows can then be handed on as they come, mostly from the lowest to the highest.
 */
package sluice.image.picture.bmp;
